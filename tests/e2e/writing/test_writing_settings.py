"""How a person writes is set once and holds on every device."""

from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_enter_breaks_the_line_on_all_devices_of_who_wants_it(desk: Desk, people: People) -> None:
    ben, phone = people("desktop", desk.ben), people("phone", desk.ben)
    page = ben.enter(desk.path)
    phone.enter("/settings")
    phone.page.get_by_role("switch", name="Enter sends").uncheck()
    is_off = "return new Promise(done => m.ownPreferences.subscribe(now => now.enter_sends || done(true)));"
    ben.module("store/preferences.js", is_off)
    ben.composer.press_sequentially("One")
    ben.composer.press("Enter")
    ben.composer.press_sequentially("Two")
    expect(ben.composer).to_have_value("One\nTwo")
    ben.composer.press("Control+Enter")
    expect(page.locator("article.message p:not(.meta)")).to_have_text("One\nTwo")
    # The host tells it to a page that begins later.
    ben.enter("/settings")
    expect(page.get_by_role("switch", name="Enter sends")).not_to_be_checked()
    page.get_by_role("switch", name="Enter sends").check()
    expect(phone.page.get_by_role("switch", name="Enter sends")).to_be_checked()
    ben.enter(desk.path)
    ben.composer.press_sequentially("Three")
    ben.composer.press("Enter")
    expect(ben.message("Three")).to_be_visible()
