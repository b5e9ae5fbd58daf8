"""Scheduled messages: dashed for their author, sent by the host while the page is closed and after a new start."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person


def rows(page: Page) -> Locator:
    return page.get_by_role("region", name="Scheduled message")


def schedule(person: Person, text: str, when: str) -> None:
    person.composer.fill(text)
    person.page.get_by_role("button", name="Add", exact=True).press("Enter")
    person.page.get_by_role("button", name="Send later").press("Enter")
    field = person.page.get_by_role("textbox", name="Message", exact=True)
    expect(field).to_have_value(text)
    expect(field).to_be_focused()
    person.page.get_by_role("combobox", name="Send").select_option(when)
    person.page.get_by_role("button", name="Schedule", exact=True).click()
    expect(person.page.get_by_role("dialog")).to_have_count(0)


def called_tomorrow() -> str:
    """What a page calls tomorrow, as a pattern: at midnight that may be today by the time it is drawn."""
    now = datetime.now().astimezone()
    return "tomorrow" if len({(now + timedelta(minutes=each)).date() for each in (-1, 1)}) == 1 else "(today|tomorrow)"


def test_a_message_is_scheduled_changed_sent_and_deleted(desk: Desk, people: People) -> None:
    ben, other = people("desktop", desk.ben), people("phone", desk.ben)
    page, phone = ben.enter(desk.path), other.enter(desk.path)
    schedule(ben, "**Good morning** 👍", "tomorrow")
    expect(ben.composer).to_have_value("")
    for one in (page, phone):
        expect(rows(one)).to_have_count(1)
        expect(rows(one).get_by_text(re.compile(f"Goes out {called_tomorrow()} at"))).to_be_visible()
    # On another device of the same person: it is changed, and both show that.
    rows(phone).get_by_role("button", name="Change").tap()
    phone.get_by_role("textbox", name="Message", exact=True).fill("Good evening")
    phone.get_by_role("button", name="Save").tap()
    expect(rows(page).get_by_text("Good evening")).to_be_visible()
    rows(page).get_by_role("button", name="Send now").click()
    for one in (page, phone):
        expect(rows(one)).to_have_count(0)
    expect(other.message("Good evening")).to_be_visible()
    assert desk.bodies() == [(desk.ben.user["id"], "Good evening")]

    schedule(ben, "Never mind", "hour")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="1 scheduled message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No message is scheduled.")).to_be_visible()
    expect(rows(page)).to_have_count(0)


def test_a_moment_that_the_host_refuses_is_explained(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as client:
        for number in range(30):
            client.post(desk.room, f"Line {number}")
    ben = people("desktop", desk.ben)
    ben.allow("400")
    page = ben.enter(desk.path)
    expect(ben.message("Line 29")).to_be_visible()
    page.get_by_role("main").evaluate("node => (node.scrollTop = 0)")
    expect(page.locator(".latest")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Send later").click()
    page.get_by_role("textbox", name="Message", exact=True).fill("Too early")
    page.get_by_role("combobox", name="Send").select_option("date")
    page.locator("input[name=date]").fill("2099-01-01T10:00")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_role("alert").get_by_text("within 1 year")).to_be_visible()
    # Who reads further up is told, because the row at the end is out of sight.
    page.get_by_role("combobox", name="Send").select_option("hour")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Goes out")).to_be_visible()


def scheduled(desk: Desk, body: str, seconds: float) -> dict[str, str]:
    """Returns a message that is to be sent so many seconds after now."""
    send_at = datetime.now(UTC) + timedelta(seconds=seconds)
    return {"room_id": desk.room, "body": body, "send_at": send_at.isoformat()}


def test_the_host_sends_it_while_nobody_is_there_and_says_when_it_could_not(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as client:
        desk.ben.post("/api/scheduled", scheduled(desk, "from the host", 3)).expect(201)
        found = client.until("message:posted", lambda body: body["message"]["body"] == "from the host")
    assert found["message"]["sender_id"] == desk.ben.user["id"]

    with desk.ben.connect_socket() as client:
        desk.ben.post("/api/scheduled", scheduled(desk, "too late", 6)).expect(201)
        desk.host.ana.delete(f"/api/rooms/{desk.room}/members/{desk.ben.user['id']}").expect()
        client.until("scheduled:changed")
        client.until("scheduled:changed")
    page = people("desktop", desk.ben).enter()
    expect(page.get_by_text("“too late” wasn't sent. You're no longer in this room.")).to_be_visible()
    assert [body for _, body in desk.bodies()] == ["from the host"]
