"""What a message said before it was edited."""

from playwright.sync_api import expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_everyone_reads_the_earlier_texts_by_the_menu_and_by_the_word_edited(desk: Desk, people: People) -> None:
    tell(desk.ben, desk.room, "The door code is 4711")
    ben, cleo = people("desktop", desk.ben), people("phone", desk.cleo)
    page = ben.enter(desk.path)
    expect(ben.message("The door code is 4711")).to_be_visible()
    ben.composer.press("ArrowUp")
    expect(ben.composer).to_have_value("The door code is 4711")
    ben.composer.fill("The door code is **4712**")
    ben.composer.press("Enter")
    page.get_by_role("button", name="edited").click()
    versions = page.get_by_role("dialog", name="Earlier texts").get_by_role("listitem")
    expect(versions).to_have_count(2)
    expect(versions.first).to_contain_text("as it is now")
    expect(versions.first.locator("strong, b")).to_have_text("4712")
    expect(versions.last).to_contain_text("The door code is 4711")
    page.keyboard.press("Escape")
    phone = cleo.enter(desk.path)
    cleo.open_menu("The door code is 4712")
    phone.get_by_role("button", name="Earlier texts").click()
    expect(phone.get_by_role("dialog", name="Earlier texts").get_by_role("listitem")).to_have_count(2)
