"""Urgent messages on a desktop and a phone: sent, confirmed by touch, asked for again, followed on the board, ended."""

import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

WATER = "Water is off at 10:00 💧 الماء مقطوع"
WAITING = ".urgent[data-waiting]"


def board(page: Page, *, after: str) -> None:
    """Opens the board by the count below the message."""
    page.get_by_role("button", name=f"{after}. Show who").click()
    expect(page.get_by_role("complementary", name="Who has seen it")).to_be_visible()


def test_an_urgent_message_is_sent_confirmed_and_followed(desk: Desk, people: People) -> None:
    """Ben, Cleo and the office's owner are in the room, which Cleo has muted. The owner is not here."""
    desk.cleo.patch(f"/api/rooms/{desk.room}/membership", {"involvement": "nothing"}).expect()
    ben, cleo = people("desktop", desk.ben), people("phone", desk.cleo)
    page, phone = ben.enter(desk.path), cleo.enter("/settings")
    page.get_by_role("textbox", name=re.compile("Message")).fill(WATER)
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    page.get_by_role("button", name="Urgent message", exact=True).press("Enter")
    dialog = page.get_by_role("dialog", name="New urgent message")
    expect(dialog.get_by_role("textbox")).to_have_value(WATER)
    expect(dialog.get_by_text("The 2 other people here are asked to confirm it.")).to_be_visible()
    expect(dialog.get_by_text("also in muted rooms")).to_be_visible()
    dialog.get_by_role("button", name="Send to everyone here").click()
    expect(page.locator(".urgent")).to_be_visible()
    expect(page.locator(WAITING)).to_have_count(0)
    expect(page.get_by_role("textbox", name=re.compile("Message"))).to_have_value("")

    # Wherever Cleo is she hears of it, and again when she returns.
    expect(phone.get_by_text(re.compile("^Urgent, from"))).to_be_visible()
    phone.goto(cleo.base + desk.path)
    expect(phone.locator(WAITING)).to_contain_text(WATER)
    board(page, after="0 of 2 have seen it")
    panel = page.get_by_role("complementary", name="Who has seen it")
    missing = panel.locator(".wait li")
    expect(missing).to_have_count(2)
    expect(panel.get_by_text(re.compile("every 5 minutes. Next at"))).to_be_visible()

    confirm = phone.get_by_role("button", name="I’ve seen it")
    assert confirm.bounding_box()["height"] >= 44  # type: ignore[index]
    confirm.tap()
    expect(phone.locator(WAITING)).to_have_count(0)
    expect(phone.get_by_role("button", name="1 of 2 has seen it. Show who")).to_be_visible()
    expect(missing).to_have_count(1)
    expect(panel.locator(".two li")).to_contain_text([desk.cleo.user["name"]])
    phone.reload()
    expect(phone.locator(".urgent")).to_be_visible()
    expect(phone.locator(WAITING)).to_have_count(0)

    # On paper stands the list alone, with the message.
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(panel.locator(".on-paper time")).to_have_text(re.compile(r"\d:\d\d"))
    expect(panel.locator(".on-paper")).to_contain_text(WATER)
    expect(panel.locator(".on-paper")).to_be_visible()
    expect(page.locator(".composer")).to_be_hidden()
    page.emulate_media(media="screen")

    # The board is a page on a phone. Only its author, the owner and admins stop the reminders.
    board(phone, after="1 of 2 has seen it")
    expect(phone.get_by_role("button", name="Stop reminding")).to_have_count(0)
    phone.get_by_role("button", name="Back", exact=True).click()
    panel.get_by_role("button", name="Stop reminding").click()
    for one in (page, phone):
        expect(one.locator(".urgent .flag")).to_have_text("Was urgent. Nobody is reminded any more.")
    expect(panel.get_by_role("button", name="Stop reminding")).to_have_count(0)


def test_the_command_begins_one_and_the_host_asks_whoever_comes(desk: Desk, people: People) -> None:
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    page.get_by_role("textbox", name=re.compile("Message")).fill("/urgent Please leave the building")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="New urgent message")
    expect(dialog.get_by_role("textbox")).to_have_value("Please leave the building")
    dialog.get_by_role("button", name="Send to everyone here").click()
    expect(page.locator(".urgent")).to_be_visible()
    other = people("desktop", desk.cleo).enter(desk.path)
    expect(other.locator(WAITING)).to_contain_text("Please leave the building")
    other.locator(".bubble .urgent").click(button="right", position={"x": 5, "y": 5})
    expect(other.get_by_role("button", name="Copy text", exact=True)).to_be_visible()
    expect(other.get_by_role("button", name="Stop reminding")).to_have_count(0)
    other.keyboard.press("Escape")
    # A key that is pressed while the menu closes is still the menu's.
    expect(other.get_by_role("dialog")).to_have_count(0)

    # The focus stays at the message when the button that was pressed is gone.
    other.get_by_role("button", name="I’ve seen it").press("Enter")
    expect(other.get_by_role("button", name="1 of 2 has seen it. Show who")).to_be_focused()

    with desk.ben.connect_socket() as client:
        for number in range(2):
            client.post(desk.room, f"Urgent {number}", content={"urgent": {}})
    page.get_by_role("textbox", name=re.compile("Message")).fill("/urgent One too many")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Send to everyone here").click()
    refusal = "3 of your urgent messages still wait for people. End one of them first."
    expect(page.get_by_role("alert", name=refusal)).to_be_visible()


def test_whoever_reads_further_up_is_told_and_a_line_goes_with_what_it_says(desk: Desk, people: People) -> None:
    with desk.ben.connect_socket() as ben, desk.cleo.connect_socket() as elsewhere:
        for number in range(40):
            ben.post(desk.room, f"Message {number}")
        cleo = people("phone", desk.cleo)
        phone = cleo.enter(desk.path)
        expect(cleo.message("Message 39")).to_be_attached()
        expect(cleo.message("Message 39")).not_to_be_in_viewport()
        message = ben.post(desk.room, "Please leave the building", content={"urgent": {}})
        line = phone.locator(".toast", has_text="Urgent, from")
        expect(line).to_be_visible()
        elsewhere.ask("urgent:confirm", {"message_id": message["id"]})
        expect(line).to_have_count(0)
        message = ben.post(desk.room, "The lift is stuck", content={"urgent": {}})
        line.get_by_role("button", name="Show").click()
        expect(phone.locator(WAITING)).to_be_in_viewport()


def test_a_roll_call_is_printed_once_its_names_are_there(desk: Desk, people: People) -> None:
    with desk.ben.connect_socket() as client:
        client.post(desk.room, "Please leave the building", content={"urgent": {}})
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    held: list[Route] = []
    page.route("**/answers", lambda route: held.append(route))
    board(page, after="0 of 2 have seen it")
    ben.await_that(lambda: held, "the names are asked for")
    button = page.get_by_role("button", name="Print")
    expect(button).to_be_disabled()
    for route in held:
        route.continue_()
    expect(button).to_be_enabled()
    assert page.locator(".wait li").count() == 2
