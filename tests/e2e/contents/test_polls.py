"""Polls on a desktop and on a phone: made by keyboard, voted in by touch, counted live, ended."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

ARABIC = "أين نأكل؟"


def option(page: Page, text: str) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^{re.escape(text)}, \d+ vote"))


def make(page: Page, question: str, *options: str) -> None:
    """By keyboard alone, from the button beside the composer."""
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    page.get_by_role("button", name="Poll", exact=True).press("Enter")
    page.get_by_role("textbox", name="Question").fill(question)
    for number, text in enumerate(options, 1):
        page.get_by_role("textbox", name=f"Option {number}", exact=True).press_sequentially(text)
        page.keyboard.press("Enter")


def test_a_poll_is_made_voted_in_and_ended(desk: Desk, people: People) -> None:
    ben, cleo = people("desktop", desk.ben), people("phone", desk.cleo)
    page, phone = ben.enter(desk.path), cleo.enter(desk.path)
    make(page, ARABIC, "Noodles", "The harbour canteen", "👍")
    page.get_by_role("button", name="Post poll").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(phone.get_by_role("group", name=re.compile(ARABIC))).to_be_visible()

    option(phone, "Noodles").tap()
    expect(option(phone, "Noodles")).to_have_attribute("aria-pressed", "true")
    for one in (page, phone):
        expect(one.get_by_text("1 of 3 voted")).to_be_visible()
        expect(option(one, "Noodles").locator(".n")).to_have_text("1")
    expect(option(page, "Noodles")).to_have_attribute("aria-pressed", "false")
    assert option(phone, "👍").bounding_box()["height"] >= 44  # type: ignore[index]

    # One choice: another one takes its place. It is also mine after a reload.
    option(phone, "The harbour canteen").tap()
    expect(option(phone, "Noodles")).to_have_attribute("aria-pressed", "false")
    expect(option(page, "The harbour canteen").locator(".n")).to_have_text("1")
    phone.reload()
    expect(option(phone, "The harbour canteen")).to_have_attribute("aria-pressed", "true")
    # Where the system chooses the colours, only what was chosen has its tick.
    phone.emulate_media(forced_colors="active")
    expect(option(phone, "Noodles").locator(".tick .icon")).to_be_hidden()
    expect(option(phone, "The harbour canteen").locator(".tick .icon")).to_be_visible()

    page.get_by_role("button", name="Who voted").click()
    expect(page.get_by_role("dialog", name="Who voted").get_by_text(desk.cleo.user["name"])).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".bubble[data-carries=poll] :is(h3, h4)").click(button="right")
    expect(page.get_by_role("button", name="End poll")).to_be_visible()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    page.get_by_role("button", name="End poll").click()
    for one in (page, phone):
        expect(one.get_by_text("One choice · over")).to_be_visible()
        expect(option(one, "Noodles")).to_be_disabled()


def test_a_secret_poll_of_several_choices(desk: Desk, people: People) -> None:
    ben, cleo = people("desktop", desk.ben), people("desktop", desk.cleo)
    page, other = ben.enter(desk.path), cleo.enter(desk.path)
    make(page, "Which days?", "Monday")
    page.get_by_role("button", name="Post poll").click()
    expect(page.get_by_text("Write at least two options.")).to_be_visible()
    page.get_by_role("textbox", name="Option 2").fill("Friday")
    page.get_by_role("switch", name="Several choices").check()
    page.get_by_role("switch", name="Secret").check()
    page.get_by_role("combobox", name="Ends").select_option("hour")
    page.get_by_role("button", name="Post poll").click()
    expect(other.get_by_text(re.compile("Several choices · Secret · open until"))).to_be_visible()
    for text in ("Monday", "Friday"):
        option(other, text).press("Space")
        expect(option(page, text).locator(".n")).to_have_text("1")
    expect(page.get_by_text(re.compile("1 of 3 voted · ends in"))).to_be_visible()
    expect(page.get_by_role("button", name="Who voted")).to_have_count(0)
    expect(page.locator(".poll-option .face")).to_have_count(0)
    # A vote elsewhere is marked in my other tab too.
    tab = cleo.new_page()
    tab.goto(cleo.base + desk.path)
    expect(option(tab, "Monday")).to_have_attribute("aria-pressed", "true")
    option(other, "Monday").click()
    expect(option(tab, "Monday")).to_have_attribute("aria-pressed", "false")
