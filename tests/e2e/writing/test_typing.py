"""Typing without a click into the field, and reading on while writing."""

from playwright.sync_api import expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

TOP = "document.getElementById('messages').scrollTop"


def test_what_is_typed_anywhere_goes_to_the_composer(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        for number in range(40):
            cleo.post(desk.room, f"Line {number}\nand another\nand another")
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    # The rows above the first view are drawn a moment later, and there is nothing to scroll before.
    expect(page.locator("article.message")).to_have_count(40)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.type("Hello there")
    expect(person.composer).to_be_focused()
    expect(person.composer).to_have_value("Hello there")
    person.await_true(f"{TOP} > 100")
    end = page.evaluate(TOP)
    page.keyboard.press("PageUp")
    person.await_true(f"{TOP} < {end} - 100")
    up = page.evaluate(TOP)
    page.keyboard.press("PageDown")
    person.await_true(f"{TOP} > {up} + 100")
    expect(person.composer).to_be_focused()
    # A key of the page stays one, and so does a key that is held with another.
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.type("xyz")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Alt+x")
    page.keyboard.press("Space")
    expect(person.composer).not_to_be_focused()
    expect(person.composer).to_have_value("Hello there")
    person.message("Line 39").focus()
    expect(person.message("Line 39")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(".composer .replying")).to_be_visible()
    expect(person.composer).to_have_value("Hello there")
    expect(person.composer).to_be_focused()
    person.message("Line 38").focus()
    expect(person.message("Line 38")).to_be_focused()
    page.keyboard.press("x")
    expect(person.composer).to_be_focused()
