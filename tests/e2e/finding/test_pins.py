"""Pinned messages: from the menu of a message to the list beside the room."""

from playwright.sync_api import expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_a_pinned_message_is_in_the_list_of_its_room(desk: Desk, people: People) -> None:
    (code, _) = tell(desk.ben, desk.room, "The door code is 4711", "Lunch at noon?")
    ben, cleo = people("desktop", desk.ben), people("phone", desk.cleo)
    page = ben.enter(desk.path)
    ben.open_menu("The door code")
    page.get_by_role("button", name="Pin to this room").click()
    expect(page.locator(f'[data-id="{code}"]').get_by_role("img", name="Pinned by Ben")).to_be_visible()
    phone = cleo.enter(desk.path)
    phone.get_by_role("button", name="Room details").click()
    phone.get_by_role("button", name="Pinned messages").click()
    pins = phone.get_by_role("complementary", name="Pinned messages")
    expect(pins.get_by_role("listitem")).to_have_count(1)
    # What is pinned and unpinned meanwhile comes and goes by itself.
    ben.open_menu("Lunch at noon?")
    page.get_by_role("button", name="Pin to this room").click()
    expect(pins.get_by_role("listitem").first).to_contain_text("Lunch at noon?")
    pins.get_by_role("button", name="Unpin").first.click()
    expect(pins.get_by_role("listitem")).to_have_count(1)
    pins.get_by_role("button", name="The door code").click()
    expect(pins).to_have_count(0)
    cleo.await_flash(phone.locator(f'[data-id="{code}"]'))
