"""Files of a thread: chosen, pasted and dropped there, kept over a reload, and apart from those of its room."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.files.test_kept_trays import STORED
from tests.e2e.files.test_sending import GIVE, PICTURE, choose, given
from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person, box

OF_THREAD = ".beside .composer textarea"


def open_thread(person: Person, text: str) -> Locator:
    person.open_menu(text)
    person.page.get_by_role("button", name="Reply in a thread").click()
    thread = person.page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("textbox")).to_be_visible()
    return thread


def tray(where: Locator | Page) -> Locator:
    return where.get_by_role("list", name="Ready to send")


def files_of(message: dict[str, Any]) -> list[str]:
    return [file["name"] for file in message.get("attachments", [])]


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_files_are_sent_in_a_thread_as_in_a_room(desk: Desk, people: People, device: str) -> None:
    (root_id,) = tell(desk.cleo, desk.room, "Who has the plans?")
    person = people(device, desk.ben)
    page = person.enter(desk.path)
    thread = open_thread(person, "Who has the plans?")
    thread.get_by_role("button", name="Add", exact=True).click()
    menu = page.get_by_role("dialog")
    # A poll may be a reply; a scheduled message belongs to the room.
    expect(menu.get_by_role("button", name="Voice note")).to_be_visible()
    expect(menu.get_by_role("button", name="Poll")).to_be_visible()
    expect(menu.get_by_role("button", name="Send later")).to_have_count(0)
    with page.expect_file_chooser() as chooser:
        menu.get_by_role("button", name="Files", exact=True).click()
    chooser.value.set_files([given("harbour.png", PICTURE, "image/png"), given("notes.txt")])
    tiles = tray(thread).locator("[data-key]")
    expect(tray(thread).locator('[data-state="done"]')).to_have_count(2)
    assert box(tiles.nth(1)).right <= box(thread).right
    expect(tray(page)).to_have_count(1)
    thread.get_by_role("button", name="Send the reply").click()
    sent = thread.locator("article", has_text="notes.txt")
    expect(sent).to_have_attribute("data-id", re.compile("."))
    expect(tray(thread)).to_have_count(0)
    found = desk.cleo.get(f"/api/messages/{root_id}/thread").expect()["messages"]
    assert [(one["body"], files_of(one)) for one in found] == [("", ["harbour.png", "notes.txt"])]


def test_what_is_pasted_or_dropped_goes_where_it_is_meant_and_stays_there(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.cleo, desk.room, "Who has the plans?")
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    thread, room = open_thread(person, "Who has the plans?"), page.locator(".room")
    page.evaluate(GIVE, ["paste", OF_THREAD, [["shot.txt", "text/plain", "words"]]])
    expect(tray(thread).locator("[data-key]")).to_have_count(1)
    page.evaluate(GIVE, ["dragenter", ".beside .talk", [["plan.txt", "text/plain", "words"]]])
    place = page.locator(".drop")
    expect(place).to_contain_text("Drop to share in this thread")
    assert box(place) == box(thread)
    page.evaluate(GIVE, ["drop", ".beside .talk", [["plan.txt", "text/plain", "words"]]])
    expect(tray(thread).locator('[data-state="done"]')).to_have_count(2)
    expect(tray(room)).to_have_count(0)
    page.evaluate(GIVE, ["drop", "#messages", [["other.txt", "text/plain", "words"]]])
    expect(tray(room).locator('[data-state="done"]')).to_have_count(1)
    person.await_true(f"{STORED}.then((found) => found.endsWith(' 3 1') && !found.includes('?'))")
    page.reload()
    expect(tray(room).locator("[data-key]")).to_have_count(1)
    thread = open_thread(person, "Who has the plans?")
    expect(tray(thread).locator("[data-key]")).to_have_count(2)
    thread.get_by_role("checkbox", name=re.compile("Also show it in")).uncheck()
    thread.get_by_role("textbox").fill("Here")
    thread.get_by_role("textbox").press("Enter")
    expect(thread.locator("article", has_text="Here")).to_have_attribute("data-id", re.compile("."))
    expect(page.locator(".scroller .folded-reply")).to_contain_text("You replied in a thread")
    expect(tray(room).locator("[data-key]")).to_have_count(1)
    found = desk.cleo.get(f"/api/messages/{root_id}/thread").expect()["messages"]
    assert [(one["body"], files_of(one)) for one in found] == [("Here", ["shot.txt", "plan.txt"])]


def test_files_that_are_on_their_way_are_seen_in_their_thread(desk: Desk, people: People) -> None:
    tell(desk.cleo, desk.room, "Who has the plans?")
    person = people("phone", desk.ben)
    person.allow("ERR_FAILED", "ERR_FILE_NOT_FOUND")
    page = person.enter(desk.path)
    thread = open_thread(person, "Who has the plans?")
    page.route("**/api/uploads/*", lambda route: route.abort())
    # On a phone the thread covers the room, so whatever is pasted is meant for it.
    page.evaluate(GIVE, ["paste", "body", [["tour.bin", "", "x" * 1000]]])
    expect(tray(thread).locator("[data-key]")).to_have_count(1)
    thread.get_by_role("textbox").fill("All of it")
    thread.get_by_role("button", name="Send the reply").click()
    waiting = thread.locator(".uploading")
    expect(waiting).to_contain_text("The connection was lost.")
    waiting.get_by_role("button", name="Pause").click()
    page.unroute("**/api/uploads/*")
    waiting.get_by_role("button", name="Resume").click()
    expect(thread.locator("article", has_text="All of it")).to_have_attribute("data-id", re.compile("."))
    expect(waiting).to_have_count(0)


def test_files_of_a_room_stay_in_the_room_when_a_thread_is_sent(desk: Desk, people: People) -> None:
    tell(desk.cleo, desk.room, "Who has the plans?")
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    choose(page, given("mine.txt"))
    thread = open_thread(person, "Who has the plans?")
    expect(thread.get_by_role("button", name="Send the reply")).to_be_disabled()
    thread.get_by_role("textbox").fill("Not I")
    thread.get_by_role("button", name="Send the reply").click()
    expect(thread.locator("article", has_text="Not I")).to_have_attribute("data-id", re.compile("."))
    expect(tray(page.locator(".room")).locator("[data-key]")).to_have_count(1)
