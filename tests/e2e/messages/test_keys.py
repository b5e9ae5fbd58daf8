"""The keys of the page: each does what the sheet says, and the sheet lists them on a desktop and on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def title(page: Page) -> str:
    return page.locator(".bar .title").inner_text().split("\n")[0]


def test_keys_lead_from_room_to_room_and_mark_as_read(desk: Desk, people: People) -> None:
    quiet = desk.host.ana.make_room(f"Quiet {desk.ben.user_id}", "closed", desk.ben)
    busy = desk.host.ana.make_room(f"Unread {desk.ben.user_id}", "closed", desk.ben)
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    links = page.locator(".side a.link")
    expect(links.filter(has_text="Unread")).to_be_visible()
    ben.say("Mine, which Up alone would edit")
    expect(ben.message("Mine, which")).to_have_attribute("data-id", re.compile("."))
    with desk.host.ana.connect_socket() as ana:
        ana.post(busy, "Look at this")
    expect(links.filter(has_text="Unread")).to_have_attribute("data-unread", "")
    order = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    at = order.index(desk.path)
    ben.composer.press("Alt+ArrowDown")  # in the field, where one is most of the time
    expect(page).to_have_url(ben.base + order[(at + 1) % len(order)])
    page.keyboard.press("Alt+ArrowUp")
    expect(page).to_have_url(ben.base + desk.path)
    page.keyboard.press("Alt+ArrowUp")
    expect(page).to_have_url(ben.base + order[at - 1])
    page.keyboard.press("Alt+ArrowDown")
    expect(page).to_have_url(ben.base + desk.path)
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page).to_have_url(f"{ben.base}/r/{busy}")
    page.keyboard.press("Escape")
    expect(links.filter(has_text="Unread")).not_to_have_attribute("data-unread", "")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.get_by_text("Nothing is unread")).to_be_visible()
    assert quiet in " ".join(order)


def test_escape_outside_the_composer_marks_the_room_as_read(desk: Desk, people: People) -> None:
    with desk.host.ana.connect_socket() as ana:
        for number in range(60):
            ana.post(desk.room, f"Line {number}")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    expect(page.locator(".new")).to_have_count(1)  # it opens there, far from the end
    page.get_by_role("main").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".new")).to_have_count(0)
    expect(ben.composer).to_be_focused()
    mine = f"fetch('/api/rooms').then(r => r.json()).then(a => a.rooms.find(r => r.id === '{desk.room}'))"
    ben.await_true(f"{mine}.then(room => room.read_seq >= 60)")


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_the_sheet_lists_the_keys(desk: Desk, people: People, kind: str) -> None:
    ben = people(kind, desk.ben)
    page = ben.enter(desk.path)
    sheet = page.get_by_role("dialog", name="Keys")
    ben.composer.fill("What")
    ben.composer.press("?")
    expect(ben.composer).to_have_value("What?")
    expect(sheet).to_have_count(0)
    ben.composer.press("Control+/")
    expect(sheet.get_by_text("Previous or next unread room")).to_be_visible()
    expect(sheet.get_by_text("Lock this front desk")).to_have_count(0)
    sheet.get_by_role("searchbox").fill("rEply")
    expect(sheet.get_by_role("listitem")).to_have_count(1)
    sheet.get_by_role("searchbox").fill("nothing at all")
    expect(sheet.get_by_role("status")).to_contain_text("Nothing found")
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_have_count(0)
    page.get_by_role("main").focus()
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.keyboard.press("Control+.")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+,")
    expect(page.get_by_role("button", name="Show the keys")).to_be_visible()


def press_at(row: Locator, key: str) -> None:
    row.focus()
    expect(row).to_be_focused()
    row.page.keyboard.press(key)


def test_a_message_with_the_focus_has_keys_of_its_own(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "Hers")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    hers = ben.message("Hers")
    hers.focus()
    for key in ("e", "Delete"):  # not his to change
        page.keyboard.press(key)
        expect(hers).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(".replying")).to_contain_text("Hers")
    expect(ben.composer).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".replying")).to_have_count(0)
    press_at(hers, "+")
    page.get_by_role("dialog").get_by_role("button").first.click()
    expect(hers.locator(".reaction")).to_have_count(1)
    # A dialog that closes gives the focus back, which must not come after it was set here.
    expect(page.get_by_role("dialog")).to_have_count(0)
    press_at(hers, "l")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press_at(hers, "Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Copy text")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press_at(hers, "t")
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Hers")


def test_the_switcher_lies_over_the_page_without_making_all_of_it_inert(desk: Desk, people: People) -> None:
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    page.keyboard.press("Control+k")
    field = page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_be_focused()
    # With many rooms that alone is a long task.
    assert page.locator("dialog").evaluate("dialog => dialog.open && !dialog.matches(':modal')")
    for key in ("Tab", "Shift+Tab"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ben.composer).to_be_focused()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ben.composer).to_be_focused()
