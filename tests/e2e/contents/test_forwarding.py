"""Forwarding from the menu of a message, on a desktop, to a room that is open on a phone."""

from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_a_message_is_forwarded_with_a_comment(desk: Desk, people: People) -> None:
    target = desk.ben.make_room(f"Notices of {desk.ben.user['name']}", "closed", desk.cleo)
    ben, cleo = people("desktop", desk.ben), people("phone", desk.cleo)
    page, phone = ben.enter(desk.path), cleo.enter(f"/r/{target}")
    ben.say("October is **closed**")
    ben.open_menu("October is")
    page.get_by_role("button", name="Forward").click()
    page.get_by_role("textbox", name="Comment").fill("Please read")
    page.get_by_role("searchbox", name="Find a room").fill("Notices")
    page.get_by_role("button", name="Notices of").click()
    expect(page.get_by_text("Forwarded.")).to_be_visible()
    expect(cleo.message("Please read")).to_be_visible()
    expect(phone.get_by_text("Forwarded from")).to_be_visible()
    phone.locator(".origin a").tap()
    phone.wait_for_url(f"**{desk.path}/*")
