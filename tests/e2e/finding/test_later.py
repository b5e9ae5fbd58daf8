"""Saved messages and reminders, from the menu of a message to the unread note to self."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

PRESSED = """(field, [value, button]) => {
  field.type = 'text';
  field.value = value;
  button.click();
}"""


def day_of(minutes: int, ago: int) -> str:
    """What a page calls the day of a moment that is so many MINUTES to come, if it says so AGO minutes from now."""
    now = datetime.now(UTC) + timedelta(minutes=ago)
    return "Today" if (now + timedelta(minutes=minutes)).date() == now.date() else "Tomorrow"


def test_a_saved_message_is_listed_on_all_pages_and_reminds(desk: Desk, people: People) -> None:
    (call,) = tell(desk.cleo, desk.room, "Can you call me when you are free?")
    # In the zone without summer time, whose hour that comes twice would be the wrong one of both.
    ben, elsewhere = (people(kind, desk.ben, timezone_id="UTC") for kind in ("phone", "desktop"))
    page, other = ben.enter(desk.path), elsewhere.enter(desk.path)
    ben.open_menu("Can you call me")
    page.get_by_role("button", name="Save for later").click()
    dialog = page.get_by_role("dialog", name="Remind me")
    dialog.get_by_role("button", name="In 20 minutes").click()
    page.get_by_role("button", name="Show", exact=True).click()
    later = page.get_by_role("complementary", name="Later")
    day = "|".join({day_of(20, minutes) for minutes in (-1, 0, 1)})  # near midnight a moment decides
    expect(later.get_by_role("listitem")).to_contain_text(re.compile(f"Can you call me.*Cleo.*({day})", re.DOTALL))
    # Another page of the same person hears of it.
    elsewhere.module("store/own_data.js", "m.openLater()")
    others = other.get_by_role("complementary", name="Later")
    expect(others.get_by_role("listitem")).to_have_count(1)
    others.get_by_role("button", name="Remind me of something").click()
    expect(other.get_by_label("What about?")).to_be_focused()
    other.get_by_label("What about?").fill("Lamp back from Jonas")
    other.get_by_role("button", name="Another time").click()
    # Soon enough to wait for, and pressed in the same turn of the page, so that it is not over on a slow machine.
    button = other.get_by_role("button", name="Remind me then").element_handle()
    soon = datetime.now(UTC) + timedelta(seconds=5)
    other.get_by_label("Date and time").evaluate(PRESSED, [soon.strftime("%Y-%m-%dT%H:%M:%S"), button])
    expect(later.get_by_role("listitem")).to_have_count(2)
    expect(later.get_by_text("Now, as you asked")).to_be_visible()
    notes = other.get_by_role("navigation").get_by_role("link", name=re.compile("My devices"))
    expect(notes).to_contain_text("1 unread")
    notes.click()
    expect(other.get_by_role("log").get_by_text("Reminder", exact=True)).to_be_visible()
    later.get_by_role("button", name="Done: Lamp").click()
    expect(later.get_by_role("listitem")).to_have_count(1)
    later.get_by_role("button", name=re.compile("^Can you call me")).click()
    ben.await_flash(page.locator(f'[data-id="{call}"]'))
