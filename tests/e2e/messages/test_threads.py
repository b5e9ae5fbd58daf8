"""A thread beside the room: the whole chain, replies as they come, and those that stand in the thread only."""

import re

from playwright.sync_api import expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.e2e.writing.test_mentioning import MANY
from tests.support.browsers.pages import People, box
from tests.support.hosts.tiny_server import until

# A browser that does not let a field grow by itself.
NO_FIELD_SIZING = """
const supports = CSS.supports.bind(CSS);
CSS.supports = (...asked) => asked[0] !== "field-sizing" && supports(...asked);
const sheet = new CSSStyleSheet();
sheet.replaceSync("textarea { field-sizing: fixed !important }");
document.adoptedStyleSheets = [sheet];
"""


def test_a_thread_is_read_and_written_beside_the_room(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.ben, desk.room, "The invoice page is up")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    pill = page.locator(f'.scroller [data-id="{root_id}"] .replies')
    thread = page.get_by_role("complementary", name="Thread")
    with desk.cleo.connect_socket() as cleo:
        first = cleo.post(desk.room, "Maybe the cache?", reply_to=root_id)
        expect(pill).to_contain_text("1 reply")
        pill.click()
        expect(thread.get_by_text("The invoice page is up")).to_be_visible()
        expect(thread.locator(f'[data-id="{first["id"]}"]')).to_be_visible()
        expect(thread.get_by_role("button", name="Following")).to_be_visible()  # it is Ben's
        # A reply to the reply comes live, and both views show it.
        second = cleo.post(desk.room, "It was the cache", reply_to=first["id"])
        expect(thread.locator(f'[data-id="{second["id"]}"]')).to_be_visible()
        expect(pill).to_contain_text("2 replies")
        cleo.ask("message:delete", {"message_id": first["id"]})
        expect(thread.locator(f'[data-id="{first["id"]}"]')).to_have_count(0)
        expect(pill).to_contain_text("1 reply")
    field = thread.get_by_role("textbox", name="Reply to Ben")
    expect(field).to_be_focused()
    field.fill("Good that we looked")
    field.press("Enter")
    expect(thread.locator("article", has_text="Good that we looked")).to_have_count(1)
    expect(ben.page.locator(".scroller article .bubble", has_text="Good that we looked")).to_be_visible()
    thread.get_by_role("checkbox", name=re.compile("Also show it in")).uncheck()
    field.fill("A detail for three of us")
    field.press("Enter")
    # Who replies follows the thread: it is stored before Ben unfollows it.
    expect(thread.locator("article", has_text="A detail for three of us")).to_have_attribute("data-id", re.compile("."))
    # A short text of one's own is as wide as it is, and not a share of that.
    lines = thread.locator("article", has_text="Good that we looked").locator(".bubble > p")
    assert box(lines).height < 30
    line = page.locator(".scroller .folded-reply")
    expect(line).to_contain_text("You replied in a thread")
    expect(page.locator(".scroller")).not_to_contain_text("A detail for three of us")
    thread.get_by_role("button", name="Following").click()
    expect(thread.get_by_role("button", name="Follow", exact=True)).to_be_visible()
    page.reload()
    expect(pill).to_contain_text("3 replies")
    line.get_by_role("button").click()
    expect(thread.get_by_text("A detail for three of us")).to_be_visible()
    expect(thread.get_by_role("button", name="Follow", exact=True)).to_be_visible()


def test_what_is_begun_in_a_thread_is_there_after_a_reload_and_in_all_tabs(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.ben, desk.room, "Who has the key?")
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "Not me", reply_to=root_id)
    ben = people("desktop", desk.ben)
    page, other = ben.enter(desk.path), ben.new_page()
    other.goto(page.url)
    fields = []
    for tab in (page, other):
        tab.locator(f'.scroller [data-id="{root_id}"] .replies').click()
        fields.append(tab.get_by_role("textbox", name="Reply to Ben"))
    fields[0].fill("It is in the")
    expect(fields[1]).to_have_value("It is in the")
    page.reload()
    page.locator(f'.scroller [data-id="{root_id}"] .replies').click()
    expect(fields[0]).to_have_value("It is in the")
    fields[1].fill("It is in the drawer")
    fields[1].press("Enter")
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("It is in the drawer")
    expect(fields[0]).to_have_value("")
    page.reload()
    page.locator(f'.scroller [data-id="{root_id}"] .replies').click()
    expect(fields[0]).to_have_value("")


def test_polls_and_checklists_of_a_thread_stand_in_it(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.ben, desk.room, "When do we meet?")
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "Soon", reply_to=root_id)
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    page.locator(f'.scroller [data-id="{root_id}"] .replies').click()
    thread, room = page.get_by_role("complementary", name="Thread"), page.locator(".scroller").first
    thread.get_by_role("checkbox", name=re.compile("Also show it in")).uncheck()
    thread.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Poll", exact=True).click()
    for label, text in (("Question", "Which day?"), ("Option 1", "Monday"), ("Option 2", "Tuesday")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Post poll").click()
    poll = thread.locator("article", has_text="Which day?")
    poll.get_by_role("button", name=re.compile("Monday")).click()
    expect(poll).to_contain_text("1 of 3 voted")
    thread.get_by_role("textbox", name="Reply to Ben").fill("/checklist Before we meet")
    thread.get_by_role("button", name="Send the reply").click()
    page.get_by_label("Item 1", exact=True).fill("Book the room")
    page.get_by_role("button", name="Post checklist").click()
    expect(thread.locator("article", has_text="Before we meet")).to_contain_text("Book the room")
    expect(room.locator(".folded-reply")).to_have_count(2)
    expect(room).not_to_contain_text("Which day?")


def test_a_reply_is_written_as_a_message_is(desk: Desk, people: People) -> None:
    tell(desk.ben, desk.room, "The invoice page is up")
    ben = people("desktop", desk.ben)
    ben.context.add_init_script(NO_FIELD_SIZING)
    page = ben.enter(desk.path)
    ben.open_menu("The invoice page is up")
    page.get_by_role("button", name="Reply in a thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    field, send = thread.get_by_role("textbox"), thread.get_by_role("button", name="Send the reply")
    one_line = box(field)
    cleo = desk.cleo.user["name"]
    field.press_sequentially(f"@{cleo[:4]}")
    expect(thread.get_by_role("option", name=cleo)).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value(f"@{cleo} ")
    field.press_sequentially("look :tad")
    expect(thread.get_by_role("option", name="tada")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value(re.compile("🎉"))
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    until(lambda: box(field).height > 2 * one_line.height)
    field.press("ControlOrMeta+a")
    field.press("ControlOrMeta+b")
    expect(field).to_have_value(re.compile(r"^\*\*@"))
    field.fill("/nothing of this kind")
    send.click()
    expect(page.get_by_text("There is no /nothing")).to_be_visible()
    ben.module("store/rooms.js", MANY, desk.room)
    field.fill("@here too")
    send.click()
    expect(page.get_by_role("dialog")).to_contain_text("39 other people are in this room")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(field).to_have_value("@here too")
    send.click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(thread.locator("article", has_text="@here too")).to_have_attribute("data-id", re.compile("."))
    expect(field).to_have_value("")
    assert [body for _, body in desk.bodies()] == ["The invoice page is up", "@here too"]


def test_a_thread_on_a_phone(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.ben, desk.room, "Who takes the van?")
    cleo = people("phone", desk.cleo)
    page = cleo.enter(desk.path)
    cleo.open_menu("Who takes the van?")
    page.get_by_role("button", name="Reply in a thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_text("No replies yet")).to_be_visible()
    thread.get_by_role("textbox").fill("I do")
    emoji = thread.get_by_role("button", name="Emoji")
    assert box(emoji).height >= 44
    emoji.click()
    page.get_by_role("dialog").get_by_role("button").filter(has_text="🎉").first.click()
    expect(thread.get_by_role("textbox")).to_have_value("I do🎉")
    thread.get_by_role("button", name="Send the reply").click()
    expect(thread.locator("article", has_text="I do")).to_have_attribute("data-id", re.compile("."))
    expect(thread.get_by_text("1 reply")).to_be_visible()
    expect(thread.get_by_role("button", name="Following")).to_be_visible()
    desk.cleo.delete(f"/api/messages/{root_id}/follow").expect()  # on another device of hers
    expect(thread.get_by_role("button", name="Follow", exact=True)).to_be_visible()
    page.go_back()
    expect(thread).to_have_count(0)
    expect(page.locator(f'[data-id="{root_id}"] .replies')).to_contain_text("1 reply")
    page.locator(f'[data-id="{root_id}"] .replies').click()
    expect(thread.locator("article", has_text="I do")).to_be_visible()


def test_a_long_thread_shows_earlier_replies(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.ben, desk.room, "Count to sixty")
    with desk.cleo.connect_socket() as cleo:
        for number in range(60):
            cleo.post(desk.room, f"Number {number}", reply_to=root_id)
    ben = people("desktop", desk.ben)
    page = ben.enter(f"{desk.path}/{root_id}")
    page.locator(f'.scroller [data-id="{root_id}"] .replies').click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_text("Number 59", exact=True)).to_be_in_viewport()
    expect(thread.locator("article")).to_have_count(51)
    thread.get_by_role("button", name="Show earlier replies").click()
    expect(thread.locator("article")).to_have_count(61)
    expect(thread.get_by_role("button", name="Show earlier replies")).to_have_count(0)
