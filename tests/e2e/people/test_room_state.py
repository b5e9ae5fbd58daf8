"""The state of a room: described, opened, archived and deleted from its details, and what the others see of it."""

import re

from playwright.sync_api import expect

from tests.support.browsers.pages import People, Person, box
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

# The last message of a room gets another text.
REWRITTEN = """
const {timelineOf} = await import(ui + 'store/timelines.js');
const row = timelineOf(a).peek().rows.at(-1);
m.upsert({...row, rev: row.rev + 1, body: 'Other words'});
await new Promise(requestAnimationFrame);
"""
# A dialog is closed, and before the browser has gone back, the room is lost.
CLOSED_AND_LEFT = """
const { roomLeft } = find(new URL("sync/room_left.js", ui));
m.openOverlay(() => null);
const closed = m.closeOverlay();
roomLeft(a);
await closed;
"""


def details(person: Person) -> None:
    person.page.get_by_role("button", name="Room details").click()


def test_a_room_that_is_lost_while_a_dialog_closes_is_left(open_office: ServedHost, people: People) -> None:
    """The browser goes back a moment after the dialog asked it to. The page stood in the lost room then."""
    ana = people("desktop", open_office.ana)
    room = open_office.ana.make_room("Spring fair", "closed")
    page = ana.enter(f"/r/{room}")
    # An answer of the host that comes later would bring the room back, which is lost on the page alone.
    expect(page.locator(".greeting-title")).to_be_visible()
    ana.module("store/route.js", CLOSED_AND_LEFT, room)
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()


def test_the_owner_deletes_an_archived_room_that_everybody_has_left(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room = ben.make_room("Old fair", "closed")
    ben.patch(f"/api/rooms/{room}", {"archived": True}).expect()
    ben.post(f"/api/rooms/{room}/leave").expect()
    at_ana = people("desktop", open_office.ana)
    page = at_ana.enter()
    page.get_by_role("button", name="Browse open rooms").click()
    page.get_by_text("1 archived room that everybody has left").click()
    page.get_by_role("button", name="Delete Old fair").click()
    question = page.get_by_role("dialog", name="Delete Old fair?")
    expect(question.get_by_text("archive the room instead")).to_have_count(0)
    question.get_by_label("Type the name of the room").fill("Old fair")
    question.get_by_role("button", name="Delete this room").click()
    expect(page.get_by_text("Old fair is deleted.")).to_be_visible()
    expect(page.get_by_role("dialog", name="Open rooms")).to_be_visible()
    expect(page.get_by_text("that everybody has left")).to_have_count(0)
    assert open_office.ana.get("/api/rooms/left").expect()["rooms"] == []


def test_a_room_is_described_opened_archived_and_deleted(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room = open_office.ana.make_room("Spring fair", "closed", ben)
    at_ana, at_ben = people("desktop", open_office.ana), people("phone", ben)
    page, phone = at_ana.enter(f"/r/{room}"), at_ben.enter(f"/r/{room}")
    at_ben.say("The tents are ordered")
    expect(at_ana.message("The tents are ordered")).to_be_visible()

    details(at_ana)
    about = page.get_by_role("region", name="About this room")
    expect(about.get_by_text("Nothing is said about this room yet.")).to_be_visible()
    expect(about.get_by_role("textbox")).to_have_count(0)
    about.get_by_role("button", name="Edit what is said about this room").click()
    expect(about.get_by_label("Name of the room")).to_be_focused()
    page.get_by_label("Description").fill("Tents\nand food")
    page.get_by_label("Pinned line").fill("Door code **4711**")
    expect(about.get_by_role("button", name="Save")).to_have_count(1)
    about.get_by_role("button", name="Save").click()
    expect(about.get_by_text("Tents and food")).to_be_visible()
    expect(about.locator("strong")).to_have_text("4711")
    about.get_by_role("button", name="Edit what is said about this room").click()
    page.get_by_label("Topic").fill("Nobody keeps this")
    page.keyboard.press("Escape")
    expect(about.get_by_role("button", name="Edit what is said about this room")).to_be_focused()
    expect(about.get_by_text("Nobody keeps this")).to_have_count(0)
    expect(phone.get_by_role("note", name="Pinned line").locator("strong")).to_have_text("4711")
    until(lambda: box(phone.get_by_role("note", name="Pinned line")).bottom <= box(phone.locator("main")).top + 1)
    page.get_by_role("button", name="Make it open").click()
    page.get_by_role("dialog", name="Make Spring fair open?").get_by_role("button", name="Make it open").click()
    expect(at_ben.message("This room is open now")).to_be_visible()
    # The page words it, whatever the host has written for other programs.
    at_ben.module("sync/message_intake.js", REWRITTEN, room)
    expect(phone.get_by_text("Other words")).to_have_count(0)
    expect(at_ben.message("This room is open now")).to_be_visible()

    page.get_by_role("complementary", name="Room details").get_by_role("button", name="Archive this room").click()
    page.get_by_role("dialog", name="Archive Spring fair?").get_by_role("button", name="Archive this room").click()
    expect(phone.get_by_text("This room is archived. It can be read, but nobody can post.")).to_be_visible()
    expect(at_ben.composer).to_have_count(0)
    expect(at_ben.message("The tents are ordered")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Back")).click()
    expect(at_ben.room("Spring fair")).to_have_count(0)
    phone.get_by_role("button", name="Browse open rooms").click()
    phone.get_by_text("1 archived room").click()
    phone.get_by_role("link", name="Spring fair").click()
    details(at_ben)
    expect(phone.get_by_text("Tents and food")).to_be_visible()
    phone.keyboard.press("Escape")

    page.get_by_role("complementary", name="Room details").get_by_role("button", name="Bring it back").click()
    expect(at_ben.composer).to_be_visible()

    page.get_by_role("button", name="Delete this room").click()
    question = page.get_by_role("dialog", name="Delete Spring fair?")
    question.get_by_label("Type the name of the room").fill("Spring")
    at_ana.allow("400")
    question.get_by_role("button", name="Delete this room").click()
    expect(question.get_by_role("alert")).to_contain_text("exactly as it's written")
    question.get_by_label("Type the name of the room").fill("Spring fair")
    question.get_by_role("button", name="Delete this room").click()
    # First of all: it is shown for some seconds only.
    expect(phone.get_by_role("status").filter(has_text="no longer in Spring fair")).to_be_visible()
    expect(at_ana.room("Spring fair")).to_have_count(0)
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    expect(at_ben.room("General")).to_be_visible()
