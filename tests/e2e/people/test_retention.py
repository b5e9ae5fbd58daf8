"""The owner sets a rule for old messages after seeing what it would delete, and puts a room on hold."""

from playwright.sync_api import expect

from tests.support.host_process import ServedHost
from tests.support.pages import People
from tests.webui.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide


def test_the_owner_sees_what_a_rule_deletes_before_it_holds(open_office: ServedHost, people: People) -> None:
    ana = open_office.ana
    ana.make_room("Contracts", "closed")
    page = people("phone", ana).enter("/settings")
    page.get_by_role("button", name="Show what the host does").click()
    card = page.get_by_role("region", name="Old messages")
    expect(card).to_contain_text("Messages are kept.")
    card.get_by_role("button", name="Change").click()
    save = card.get_by_role("button", name="Save this rule")
    expect(save).to_be_disabled()
    card.get_by_label("Delete messages after this many days").fill("0")
    card.get_by_role("button", name="Show what it would delete").click()
    expect(card).to_contain_text("Enter a whole number from 1 to 3,650.")
    card.get_by_label("Delete messages after this many days").fill("365")
    card.get_by_text("Rooms with a rule of their own").click()
    line = card.locator(".host-room", has_text="Contracts")
    line.get_by_label("Days for Contracts").fill("30")
    line.get_by_role("checkbox", name="Hold").check()
    card.get_by_role("button", name="Show what it would delete").click()
    expect(card).to_contain_text("It would delete nothing now.")
    assert faults(page) + sideways(page) + wide(page) == []
    assert card.locator("button, summary, .host-check").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    save.click()
    expect(card).to_contain_text(
        "Messages are deleted after 365 days. 1 room has a rule of its own. 1 room is on hold."
    )
    found = ana.get("/api/retention").expect()["retention"]
    assert (found["days"], [one["days"] for one in found["rooms"]], len(found["held_rooms"])) == (365, [30], 1)
