"""Checklists on a desktop and on a phone: made by keyboard, ticked by touch, edited by their author."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def item(page: Page, text: str) -> Locator:
    # An item of the other direction is isolated from who has done it.
    return page.get_by_role("checkbox", name=re.compile(rf"^\u2068?{re.escape(text)}"))


def test_a_checklist_is_made_ticked_and_edited(desk: Desk, people: People) -> None:
    ben, cleo = people("desktop", desk.ben), people("phone", desk.cleo)
    page, phone = ben.enter(desk.path), cleo.enter(desk.path)
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    page.get_by_role("button", name="Checklist", exact=True).press("Enter")
    page.get_by_role("textbox", name="Title").fill("Before the fair")
    page.get_by_role("button", name="Post checklist").click()
    expect(page.get_by_text("Write at least one item.")).to_be_visible()
    for number, text in enumerate(("Print 200 flyers", "مفاتيح", "Passes"), 1):
        page.get_by_role("textbox", name=f"Item {number}", exact=True).press_sequentially(text)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Post checklist").click()

    expect(phone.get_by_text("0 of 3 done")).to_be_visible()
    assert item(phone, "Passes").bounding_box()["height"] >= 44  # type: ignore[index]
    item(phone, "Passes").tap()
    expect(item(phone, "Passes, done by You")).to_be_checked()
    expect(item(page, f"Passes, done by {desk.cleo.user['name']}")).to_be_checked()
    item(page, "مفاتيح").press("Space")
    for one in (page, phone):
        expect(one.get_by_text("2 of 3 done")).to_be_visible()
    item(page, "Passes").click()
    expect(item(phone, "Passes")).not_to_be_checked()

    phone.locator(".carried :is(h3, h4)").click(button="right")
    expect(phone.get_by_role("button", name="Edit checklist")).to_have_count(0)
    page.locator(".carried :is(h3, h4)").click(button="right")
    page.get_by_role("button", name="Edit checklist").click()
    page.get_by_role("textbox", name="Item 1", exact=True).fill("")
    page.get_by_role("textbox", name="Item 4", exact=True).fill("Lamp back from Jonas")
    page.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("1 of 3 done")).to_be_visible()
    expect(item(phone, "Lamp back from Jonas")).to_be_visible()
    expect(item(phone, "Print 200 flyers")).to_have_count(0)
    expect(item(phone, "مفاتيح")).to_be_checked()
