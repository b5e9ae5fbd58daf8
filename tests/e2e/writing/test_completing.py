"""What the composer completes while somebody types: short names of emoji."""

import pytest
from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

PASTE = """field => {
  field.value = 'x :tada:';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}"""


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_the_short_name_of_an_emoji_is_completed(desk: Desk, people: People, kind: str) -> None:
    person = people(kind, desk.ben)
    page = person.enter(desk.path)
    person.composer.press_sequentially("At 10:30 see http://ab.example :smile")
    options = page.get_by_role("listbox", name="Emoji").get_by_role("option")
    expect(options.first).to_have_text("😄:smile:")
    expect(person.composer).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(person.composer).to_have_value("At 10:30 see http://ab.example 😄")
    expect(options).to_have_count(0)
    person.composer.press_sequentially(" :tada:")
    expect(person.composer).to_have_value("At 10:30 see http://ab.example 😄 🎉")
    person.composer.press_sequentially(" :nosuchname: 12:45:")
    expect(person.composer).to_have_value("At 10:30 see http://ab.example 😄 🎉 :nosuchname: 12:45:")
    person.composer.fill("")
    person.composer.press_sequentially(":tad")
    expect(options.first).to_have_text("🎉:tada:")
    options.first.dispatch_event("pointerdown")
    expect(person.composer).to_have_value("🎉")


def test_undo_brings_the_short_name_back_and_it_stays(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.composer.press_sequentially(":tada:")
    expect(person.composer).to_have_value("🎉")
    page.keyboard.press("Control+z")
    expect(person.composer).to_have_value(":tada:")
    page.keyboard.press("End")
    page.keyboard.type(" x")
    expect(person.composer).to_have_value(":tada: x")
    person.composer.fill("")
    page.keyboard.type(":smi")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(person.message(":smi")).to_be_visible()
    expect(person.composer).to_have_value("")
    page.keyboard.type(":sm")
    expect(page.get_by_role("option").first).to_be_visible()
    person.composer.evaluate(PASTE)
    expect(page.get_by_role("option")).to_have_count(0)
    expect(person.composer).to_have_value("x :tada:")


def test_the_field_stays_below_a_list_that_is_higher_than_the_screen(desk: Desk, people: People) -> None:
    person = people("phone", desk.ben, viewport={"width": 740, "height": 360})
    page = person.enter(desk.path)
    person.composer.press_sequentially("/")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    expect(options.first).to_be_in_viewport(ratio=1)
    expect(person.composer).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_be_in_viewport(ratio=1)
