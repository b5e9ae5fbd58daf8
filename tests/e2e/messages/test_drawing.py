"""What the arrival of a message costs, in counts: rows that are drawn, pictures that are made."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

BURST = 50

# The rows that were touched in any way since, by their ids.
WATCH = """() => {
  const touched = new Set();
  new MutationObserver(changes => { for (const {target} of changes) {
    const row = (target instanceof Element ? target : target.parentElement)?.closest('article');
    if (row) touched.add(row.dataset.id); }
  }).observe(document.querySelector('[role=log]'), {subtree: true, childList: true, attributes: true});
  window.touched = touched; }"""

# Each in a turn of the loop of its own, as a socket brings them, and all within one frame, which the test gives: how
# long a frame takes is the machine's matter. (100 is what the page waits where no frame comes.)
ONE_BY_ONE = """
const {timelineOf} = await import(ui + 'store/timelines.js');
const {rows} = timelineOf(location.pathname.split('/')[2]).peek();
let drawings = 0;
const watching = new MutationObserver(() => { drawings += 1; });
watching.observe(document.querySelector('[role=log]'), {subtree: true, childList: true});
const {requestAnimationFrame: frame, setTimeout: wait} = window, asked = [];
window.requestAnimationFrame = (work) => { asked.push(work); return -1; };
window.setTimeout = (work, ms, ...rest) => ms === 100 ? 0 : wait(work, ms, ...rest);
const last = rows.at(-1);
const {port1, port2} = new MessageChannel();
let n = 0;
await new Promise(done => {
  port1.onmessage = () => {
    n += 1;
    const id = `burst${n}`;
    m.fromEvent({...last, id, client_id: id, seq: last.seq + n, rev: last.rev + n, body: `Burst ${n}`});
    if (n < a) port2.postMessage(0); else done();
  };
  port2.postMessage(0);
});
const shown = () => document.querySelectorAll('[data-id^=burst]').length;
const before = shown();
Object.assign(window, {requestAnimationFrame: frame, setTimeout: wait});
for (const work of asked) work(performance.now());
while (shown() < a) await new Promise(done => frame(done));
return [drawings, before];
"""

COUNT_ICONS = """() => {
  window.icons = 0;
  window.began = performance.now();
  const draw = HTMLCanvasElement.prototype.toDataURL;
  HTMLCanvasElement.prototype.toDataURL = function () { window.icons += 1; return draw.call(this); }; }"""


def in_room(people: People, host: ServedHost, lines: int = 30) -> Person:
    """Ben, who has read all that Ana has written, a line of the same minute after the other."""
    ben = host.join(BEN)
    with host.ana.connect_socket() as ana:
        for number in range(lines):
            ana.post(host.ana.home(), f"Line {number}")
    person = people("desktop", ben)
    page = person.enter(f"/r/{host.ana.home()}")
    page.mouse.move(5, 5)
    page.locator(".scroller").evaluate("node => { node.scrollTop = node.scrollHeight }")
    expect(person.room("General")).not_to_contain_text("unread")
    # The rows above the first view, and what introduces the room, are drawn a moment later.
    expect(page.locator("article.message")).to_have_count(lines)
    expect(page.locator(".greeting")).to_be_attached()
    return person


def test_an_arrival_draws_its_own_row_and_the_one_that_was_last(open_office: ServedHost, people: People) -> None:
    person = in_room(people, open_office)
    person.page.evaluate(WATCH)
    with open_office.ana.connect_socket() as ana:
        message = ana.post(open_office.ana.home(), "One more")
    expect(person.message("One more")).to_be_visible()
    expect(person.room("General")).not_to_contain_text("unread")
    touched = person.page.evaluate("[...window.touched]")
    assert message["id"] not in touched  # its row is new: what was touched is what stood there before
    assert len(touched) <= 1


def test_what_comes_in_one_frame_is_drawn_together(open_office: ServedHost, people: People) -> None:
    person = in_room(people, open_office)
    drawings, before = person.module("sync/message_intake.js", ONE_BY_ONE, BURST)
    assert before <= 1
    # The first is drawn at once, and it may end the typing dots of its writer.
    assert drawings <= 4


def test_the_icon_is_not_drawn_for_each_message(open_office: ServedHost, people: People) -> None:
    person = in_room(people, open_office)
    page = person.page
    other = open_office.ana.make_room("Other", "open", open_office.browser().sign_in(BEN))
    expect(person.room("Other")).to_be_visible()
    page.evaluate(COUNT_ICONS)
    with open_office.ana.connect_socket() as ana:
        for number in range(BURST):
            ana.post(other, f"Not read {number}")
    expect(page).to_have_title(f"({BURST}) General")
    # One a second: how many seconds the 50 take is the machine's matter.
    assert page.evaluate("window.icons <= (performance.now() - began) / 1000 + 1")


def test_no_row_is_a_layer_of_its_own(open_office: ServedHost, people: People) -> None:
    """200 rows with three positioned elements each are 600 layers to go through for each picture."""
    person = in_room(people, open_office, lines=3)
    layers = person.page.evaluate(
        """[...document.querySelectorAll('article.message, article.message .bubble, article.message .bubble *')]
        .filter(node => getComputedStyle(node).position !== 'static').length"""
    )
    assert layers == 0
