"""Files and texts that go straight to somebody: to oneself on another device, and to a person by their card."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.files.test_sending import GIVE, given, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.hosts.http_browser import Browser


def own_row(page: Page) -> Locator:
    """The row of the sidebar, which is a link once something is in the room."""
    return page.locator(".lists .link").filter(has_text="My devices")


def direct_rooms(browser: Browser) -> list[list[str]]:
    rooms = browser.get("/api/rooms").expect()["rooms"]
    return [room["user_ids"] for room in rooms if room["kind"] == "direct"]


def test_what_one_device_sends_to_oneself_is_on_the_other(desk: Desk, people: People) -> None:
    desktop, phone = people("desktop", desk.ben), people("phone", desk.ben)
    page, listed = desktop.enter(desk.path), phone.enter("/")
    expect(own_row(page)).to_be_visible()
    expect(own_row(listed)).to_contain_text("For you alone, on all your devices")
    # It is not made before it is used.
    assert direct_rooms(desk.ben) == []
    page.evaluate(GIVE, ["dragover", f'[data-person="{desk.ben.user_id}"]', [["plan.txt", "text/plain", "words"]]])
    expect(page.get_by_text("Send 1 file to My devices")).to_be_visible()
    page.evaluate(GIVE, ["drop", f'[data-person="{desk.ben.user_id}"]', [["plan.txt", "text/plain", "words"]]])
    expect(page.locator(".bar").get_by_role("heading", name="My devices")).to_be_visible()
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    desktop.say("From the desk")
    expect(desktop.message("From the desk").get_by_role("button", name="plan.txt", exact=True)).to_be_visible()
    assert direct_rooms(desk.ben) == [[desk.ben.user_id]]
    expect(own_row(page)).to_have_count(1)
    expect(own_row(listed)).to_contain_text("From the desk")
    own_row(listed).click()
    expect(phone.message("From the desk").get_by_role("button", name="plan.txt", exact=True)).to_be_visible()
    phone.say("And back")
    expect(desktop.message("And back")).to_be_visible()


def found_by_name(page: Page, name: str) -> Locator:
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("button", name="Find anything…").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(name)
    return page.get_by_role("option").filter(has_text="My devices")


def test_my_devices_are_found_by_their_name_and_by_mine(desk: Desk, people: People) -> None:
    page = people("desktop", desk.ben).enter(desk.path)
    expect(found_by_name(page, "note to self")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(found_by_name(page, "my dev")).to_have_count(1)
    page.keyboard.press("Escape")
    found_by_name(page, desk.ben.user["name"]).click()
    expect(page.locator(".bar").get_by_role("heading", name="My devices")).to_be_visible()
    assert direct_rooms(desk.ben) == [[desk.ben.user_id]]
    # It has a row while it is open and empty, and one only.
    expect(own_row(page)).to_have_count(1)
    page.locator(f'nav a[href="{desk.path}"]').click()
    expect(found_by_name(page, desk.ben.user["name"])).to_have_count(1)


def card_of(page: Page, desk: Desk) -> Locator:
    page.locator("article.message .author").click()
    return page.get_by_role("dialog", name=desk.cleo.user["name"])


def choose_in(page: Page, card: Locator) -> None:
    with page.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Send a file").click()
    chooser.value.set_files([given("one.txt"), given("two.txt")])


def drop_on(page: Page, card: Locator) -> None:
    files = [[name, "text/plain", "words"] for name in ("one.txt", "two.txt")]
    page.evaluate(GIVE, ["dragover", "dialog .profile", files])
    expect(card.locator("[data-drop]")).to_have_count(1)
    page.evaluate(GIVE, ["drop", "dialog .profile", files])


@pytest.mark.parametrize(("device", "give"), [("phone", choose_in), ("desktop", choose_in), ("desktop", drop_on)])
def test_a_card_takes_files_for_its_person(
    desk: Desk, people: People, device: str, give: Callable[[Page, Locator], None]
) -> None:
    with desk.cleo.connect_socket() as socket:
        socket.post(desk.room, "Good morning")
    person, other = people(device, desk.ben), people("desktop", desk.cleo)
    page, seen = person.enter(desk.path), other.enter("/")
    person.message("Good morning").locator(".author").click()
    card = page.get_by_role("dialog", name=desk.cleo.user["name"])
    expect(card.locator(".profile")).to_be_visible()
    assert direct_rooms(desk.ben) == []
    give(page, card)
    expect(card).to_have_count(0)
    expect(page.locator(".bar").get_by_role("heading", name=desk.cleo.user["name"])).to_be_visible()
    expect(tray(page).locator('[data-state="done"]')).to_have_count(2)
    page.get_by_role("button", name="Send", exact=True).click()
    for name in ("one.txt", "two.txt"):
        expect(page.locator("article.message").get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(seen.locator(".lists [data-unread]").filter(has_text=desk.ben.user["name"])).to_contain_text("1 unread")
