"""A text that is too long for a message: it stays in the field, and can be sent as a file."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.files.test_sending import given, sent
from tests.e2e.files.test_thread_files import tray
from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person

LONG = "Zeile 🎉 مرحبا <b>\n" * 600


def offer(where: Locator) -> Locator:
    return where.get_by_role("button", name="Send as a text file")


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_long_text_is_sent_as_a_file(desk: Desk, people: People, device: str) -> None:
    person = people(device, desk.ben)
    page = person.enter(desk.path)
    room = page.locator(".room")
    person.composer.fill("Short")
    expect(offer(room)).to_have_count(0)
    person.composer.fill(LONG)
    expect(room.locator(".length")).to_contain_text(re.compile("characters too long"))
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    expect(person.composer).to_have_value(LONG)
    offer(room).click()
    tile = tray(page).locator("[data-key]")
    expect(tile).to_have_attribute("aria-label", re.compile("^message.txt"))
    expect(tile).to_have_attribute("data-state", "done")
    expect(person.composer).to_have_value("")
    expect(offer(room)).to_have_count(0)
    person.say("The whole log")
    expect(person.message("The whole log")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("The whole log", ["message.txt"])
    (message,) = desk.cleo.get(f"/api/rooms/{desk.room}/messages").expect()["messages"]
    assert desk.cleo.get(message["attachments"][0]["url"]).content.decode() == LONG


def test_undo_brings_a_long_text_back(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.composer.fill(LONG)
    offer(page.locator(".room")).click()
    expect(person.composer).to_have_value("")
    person.composer.press("ControlOrMeta+z")
    expect(person.composer).to_have_value(LONG)


def test_a_full_tray_leaves_a_long_text_where_it_is(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    page.get_by_title("Add", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Files", exact=True).click()
    chooser.value.set_files([given(f"{number}.txt") for number in range(20)])
    expect(tray(page).locator("[data-key]")).to_have_count(20)
    person.composer.fill(LONG)
    offer(page.locator(".room")).click()
    expect(page.get_by_text("A message has at most 20 files.")).to_be_visible()
    expect(person.composer).to_have_value(LONG)


def test_an_edit_offers_no_file_and_a_thread_does(desk: Desk, people: People) -> None:
    tell(desk.ben, desk.room, "A log")
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    edit(person, "A log")
    person.composer.fill(LONG)
    expect(page.locator(".length [data-over]")).to_be_visible()
    expect(offer(page.locator(".room"))).to_have_count(0)
    person.composer.press("Escape")
    person.open_menu("A log")
    page.get_by_role("button", name="Reply in a thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_role("textbox").fill(LONG)
    offer(thread).click()
    expect(tray(thread).locator('[data-state="done"]')).to_have_count(1)
    expect(thread.get_by_role("textbox")).to_have_value("")
    expect(tray(page.locator(".room"))).to_have_count(0)


def edit(person: Person, text: str) -> None:
    person.open_menu(text)
    person.page.get_by_role("button", name="Edit", exact=True).click()
    expect(person.composer).to_have_value(text)
