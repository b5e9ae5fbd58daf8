"""What stands beside the messages on a narrow phone: a reply, the button to the latest, a toast, the room's details."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.files.sent_files import share
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person, box

WORDS = "and as many more words as fill a row of a phone"


@pytest.fixture
def person(desk: Desk, people: People) -> Person:
    """Ben on a phone of 320 px, in a room where somebody with a very wide name has written."""
    wide = desk.host.newcomer("W" * 30)
    room = desk.host.ana.make_room(f"With {wide.user['name']}", "closed", desk.ben, wide)
    with wide.connect_socket() as socket:
        for number in range(12):
            socket.post(room, f"Line {number} {WORDS}")
    ben = people("phone", desk.ben)
    ben.enter(f"/r/{room}")
    ben.page.set_viewport_size({"width": 320, "height": 640})
    return ben


def _choose(person: Person, text: str, action: str) -> None:
    person.open_menu(text)
    person.page.get_by_role("dialog").get_by_role("button", name=action, exact=True).click()


def test_a_reply_to_a_wide_name_stays_in_the_window_and_below_the_button_to_the_latest(person: Person) -> None:
    page = person.page
    _choose(person, f"Line 11 {WORDS}", "Reply")
    banner = page.locator(".replying")
    expect(banner).to_be_visible()
    cancel = box(page.get_by_role("button", name="Cancel reply"))
    for part in banner.locator(".quote, .quote *").all():
        assert box(part).right <= cancel.left
    person.composer.fill("Yes")
    page.get_by_role("button", name="Send", exact=True).click()
    mine = person.message("Yes")
    expect(mine).to_be_visible()
    assert box(mine.locator(".bubble")).left >= box(mine).left
    expect(banner).to_have_count(0)
    _choose(person, f"Line 10 {WORDS}", "Reply")
    expect(banner).to_be_visible()
    page.locator("#messages").evaluate("node => node.scrollTo(0, 0)")
    latest = page.locator("button.latest")
    expect(latest).to_be_visible()
    assert box(latest).bottom <= box(page.locator(".composer")).top
    page.get_by_role("button", name="Cancel reply").click()
    _choose(person, f"Line 1 {WORDS}", "Copy text")
    toast = page.locator(".toast")
    expect(toast).to_be_visible()
    assert box(toast).bottom <= box(latest).top


def test_a_wide_name_in_a_sentence_stays_in_its_dialog(desk: Desk, people: People) -> None:
    wide = desk.host.newcomer("W" * 30)
    owner = people("phone", desk.host.ana)
    page = owner.enter(f"/r/{desk.host.ana.make_room('Of names', 'closed', wide)}")
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("WWWW")).first.click()
    page.get_by_role("button", name="Recovery link").click()
    sentence = page.get_by_role("dialog", name="Recovery link").get_by_text("who can't sign in")
    expect(sentence).to_be_visible()
    assert sentence.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_the_details_begin_with_what_people_look_for(person: Person) -> None:
    page = person.page
    for name in ("Back", "Search this room", "Room details"):
        found = box(page.get_by_role("banner").get_by_role("button", name=re.compile(name)))
        assert found.left >= 0
        assert found.right <= 320
        assert found.right - found.left >= 44
    page.get_by_role("button", name="Room details").click()
    sheet = page.get_by_role("dialog")
    for name in ("Pinned messages", "Files"):
        expect(sheet.get_by_role("button", name=re.compile(name))).to_be_in_viewport(ratio=1)
    expect(sheet.get_by_label("Notify me about")).to_be_in_viewport(ratio=1)


def test_with_letters_of_twice_the_size_names_of_files_and_the_field_have_room(person: Person, desk: Desk) -> None:
    page = person.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    share(desk.host.ana, desk.host.url, page.url.rsplit("/", 1)[1], "", ("Rota.txt", b"Ben, Cleo"))
    name = page.get_by_role("log").get_by_text("Rota.txt").last
    expect(name).to_be_visible()
    name = page.locator(".file-text").last
    assert box(name).right - box(name).left >= 150
    assert box(person.composer).right - box(person.composer).left >= 150
