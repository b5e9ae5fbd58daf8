"""The owner sets a rule for old messages after seeing what it would delete, and puts a room on hold."""

from playwright.sync_api import expect

from tests.support.browsers.pages import People
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide


def test_the_owner_sees_what_a_rule_deletes_before_it_holds(open_office: ServedHost, people: People) -> None:
    ana = open_office.ana
    ana.ask("PUT", "/api/retention", {}).expect()
    ana.make_room("Contracts", "closed")
    page = people("phone", ana).enter("/settings")
    page.get_by_role("button", name="Show what the host does").click()
    card = page.get_by_role("region", name="Old messages")
    expect(card).to_contain_text("Messages are kept.")
    card.get_by_role("button", name="Change").click()
    expect(card.get_by_label("Delete messages after this many days")).to_be_focused()
    save = card.get_by_role("button", name="Save this rule")
    expect(save).to_be_disabled()
    card.get_by_label("Delete messages after this many days").fill("0")
    card.get_by_role("button", name="Show what it would delete").click()
    expect(card).to_contain_text("Enter a whole number from 1 to 3,650.")
    card.get_by_label("Delete messages after this many days").fill("365")
    card.get_by_text("Rooms with a rule of their own").click()
    line = card.locator(".ruled-rooms li", has_text="Contracts")
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
    expect(card.get_by_role("button", name="Change")).to_be_focused()
    found = ana.get("/api/retention").expect()["retention"]
    assert (found["days"], [one["days"] for one in found["rooms"]], len(found["held_rooms"])) == (365, [30], 1)


def test_what_the_form_does_not_list_stays_on_hold(open_office: ServedHost, people: People) -> None:
    ana, ben = open_office.ana, open_office.newcomer("Ben")
    left = ana.make_room("Case", "closed", ben)
    kept = {"rooms": [{"room_id": left, "days": 30}], "held_rooms": [left]}
    ana.ask("PUT", "/api/retention", kept).expect()
    ana.post(f"/api/rooms/{left}/leave").expect()
    page = people("desktop", ana).enter("/settings")
    page.get_by_role("button", name="Show what the host does").click()
    card = page.get_by_role("region", name="Old messages")
    card.get_by_role("button", name="Change").click()
    card.get_by_label("Delete messages after this many days").fill("365")
    card.get_by_role("button", name="Show what it would delete").click()
    card.get_by_role("button", name="Save this rule").click()
    expect(card).to_contain_text("Messages are deleted after 365 days.")
    expect(card).to_contain_text("1 room is on hold.")
    found = ana.get("/api/retention").expect()["retention"]
    assert (found["days"], found["rooms"], found["held_rooms"]) == (365, kept["rooms"], [left])
