"""A person chooses the language: pages show it at once, and keep the room, its place and the draft."""

from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers import pseudo_language
from tests.support.browsers.pages import People, Person


def offer(person: Person, code: str) -> None:
    """Tells a page of a language that the host has not."""
    person.module("store/session.js", f"m.languages.value = {{ ...m.languages.value, {code}: 'Pseudo' }};")


def test_another_language_is_shown_at_once_and_the_draft_stays(desk: Desk, people: People) -> None:
    ben, phone = people("desktop", desk.ben), people("phone", desk.ben)
    for person in (ben, phone):
        pseudo_language.serve(person.page, "xx", "rtl")
    page = ben.enter(desk.path)
    offer(ben, "xx")
    ben.composer.press_sequentially("Half a sentence")
    ben.composer.evaluate("field => { field.dataset.kept = 'yes'; }")
    phone.enter("/settings")
    offer(phone, "xx")
    phone.page.get_by_label("Language").select_option("xx")
    for person in (ben, phone):
        expect(person.page.locator("html")).to_have_attribute("lang", "xx")
        expect(person.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text(pseudo_language.OPEN)
    field = page.locator("[data-kept]")
    expect(field).to_have_value("Half a sentence")
    expect(field).to_be_focused()
    expect(page.get_by_role("button", name=pseudo_language.pseudo("Send"))).to_be_visible()
    desk.ben.patch("/api/account/preferences", {"language": None}).expect()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    field.fill("")
