"""Copying messages: several give clean text, and a selection inside one is the browser's own."""

from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

# Selects from inside one element to inside another one, and returns what a copy puts on the clipboard.
COPY = """([from, to]) => {
  const all = [...document.querySelectorAll('.bubble p, .bubble code')];
  const find = text => all.find(one => one.textContent.startsWith(text[0]));
  const first = node => document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();
  getSelection().setBaseAndExtent(first(find(from)), from[1], first(find(to)), to[1]);
  const data = new DataTransfer();
  const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
  const isLeftAlone = document.dispatchEvent(event);
  return isLeftAlone ? null : data.getData('text/plain'); }"""


def test_several_messages_are_copied_as_clean_text(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo, desk.ben.connect_socket() as ben_speaks:
        first = cleo.post(desk.room, "Before lunch?\nOr after 🥪")
        ben_speaks.post(desk.room, "**After**, please", reply_to=first["id"])
        gone = cleo.post(desk.room, "Never mind")
        cleo.ask("message:delete", {"message_id": gone["id"]})
        cleo.post(desk.room, "Then at one o'clock")
    ben = people("desktop", desk.ben, locale="en-GB")
    page = ben.enter(desk.path)
    expect(ben.message("Then at one")).to_be_visible()
    cleo_name, ben_name = desk.cleo.user["name"], desk.ben.user["name"]
    # The text node of the first ends at its line break; the last is selected up to "one".
    words = ["Before lunch?", "Or after 🥪", "**After**, please", "Then at one"]
    copied = page.evaluate(COPY, [["Before lunch", 0], ["Then at one", len("Then at one")]]).splitlines()
    assert [line.split(", ")[0] for line in copied if ", " in line and ":" in line] == [cleo_name, ben_name, cleo_name]
    assert [line for line in copied if line and ":" not in line] == words
    part = page.evaluate(COPY, [["Before lunch", len("Before ")], ["Then at one", len("Then")]])
    assert "lunch?" in part
    assert "Before" not in part
    assert part.endswith("\nThen")


def test_a_selection_inside_one_message_is_left_alone(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "One line of it")
        cleo.post(desk.room, "Another")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    expect(ben.message("Another")).to_be_visible()
    assert page.evaluate(COPY, [["One line", 0], ["One line", 8]]) is None
    # A triple click ends before the first letter of the next message.
    assert page.evaluate(COPY, [["One line", 0], ["Another", 0]]) is None
