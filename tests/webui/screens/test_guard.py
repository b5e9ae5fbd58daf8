"""What cannot be drawn is drawn plainly where it stands, and the page around it stays."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People, Person
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

# What no row can be made of: the host never says such a thing, so the page is told it by its own way in.
ODD = """
const {timelineOf} = await import(ui + 'store/timelines.js');
const row = timelineOf(location.pathname.split('/')[2]).peek().rows[1];
m.upsert({...row, rev: row.rev + 1, body: '**Odd** one', ...a});
"""


def present(people: People, host: ServedHost, room: str) -> Person:
    room_id = host.ana.make_room(room)
    with host.ana.connect_socket() as ana:
        for number in range(3):
            ana.post(room_id, f"Line {number}")
    person = people("desktop", host.ana)
    # What was caught is said in the console, where the tests of everything else would notice it.
    person.allow("TypeError", "RangeError", "reactions")
    person.enter(f"/r/{room_id}")
    expect(person.message("Line 2")).to_be_visible()
    return person


def test_a_row_that_cannot_be_drawn_is_plain_text_and_the_others_stay(shown_host: ServedHost, people: People) -> None:
    person = present(people, shown_host, "Odd rows")
    row = person.page.locator("article.message").nth(1)
    person.module("sync/message_intake.js", ODD, {"reactions": None})
    expect(row).to_contain_text("**Odd** one")
    expect(person.message("Line 2")).to_be_visible()
    person.say("Goes on")
    expect(person.message("Goes on").get_by_label("Sent")).to_be_visible()
    # A later state that can be drawn is drawn.
    person.module("sync/message_intake.js", ODD, {"reactions": []})
    expect(row.locator("strong")).to_have_text("Odd")


def test_a_time_that_is_none_is_shown_as_it_came(shown_host: ServedHost, people: People) -> None:
    person = present(people, shown_host, "Odd times")
    person.module("sync/message_intake.js", ODD, {"created_at": "no time"})
    expect(person.page.get_by_role("heading", name="no time")).to_be_visible()
    expect(person.message("Odd").locator("strong")).to_have_text("Odd")
    expect(person.message("Line 2")).to_be_visible()


def test_a_room_that_cannot_be_listed_is_still_led_to(shown_host: ServedHost, people: People) -> None:
    person = people("phone", shown_host.ana)
    person.allow("TypeError")
    page = person.enter("/")
    odd = "{id: 'odd', kind: 'open', name: 'Odd', last_seq: 0, read_seq: 0, last_message: {created_at: '', body: null}}"

    def is_listed() -> bool:
        """The first answer of the host, which does not know this room, takes it away again."""
        person.module("store/rooms.js", f"m.put(m.rooms, 'odd', {odd})")
        return page.locator('a[href="/r/odd"]').count() > 0

    until(is_listed)
    expect(page.locator('a[href="/r/odd"]')).to_have_text("Odd")
    expect(person.room("General")).to_be_visible()


def test_a_part_that_cannot_be_drawn_leaves_the_others(shown_host: ServedHost, people: People) -> None:
    person = present(people, shown_host, "Odd part")
    page = person.page
    person.module("store/timelines.js", "m.timelineOf(location.pathname.split('/')[2]).value = {rows: 7}")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong here")
    expect(person.composer).to_be_visible()
    person.room("General").click()
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_dialog_that_cannot_be_drawn_goes_away(shown_host: ServedHost, people: People) -> None:
    person = present(people, shown_host, "Odd dialog")
    page = person.page
    before = page.evaluate("history.length")
    person.module("store/route.js", "m.openOverlay(() => { throw new TypeError('odd') })")
    expect(page.get_by_text("Something went wrong here")).to_be_visible()
    page.get_by_role("button", name="Find anything").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("history.length") == before + 1
