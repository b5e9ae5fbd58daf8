"""Status, do-not-disturb and quiet hours: set by one, seen by the others, respected by their own page."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Route, expect

from tests.support.browsers.pages import People
from tests.support.cast import ANA, BEN
from tests.support.hosts.host_process import ServedHost

# Whether the knob of a switch has another colour than what it lies on.
SEEN = "node => getComputedStyle(node, '::before').backgroundColor !== getComputedStyle(node).backgroundColor"


def test_a_status_and_do_not_disturb_are_seen_and_respected(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room = ben.post("/api/direct", {"user_ids": [open_office.ana.user_id]}).expect(201)["room"]["id"]
    at_ana, at_ben = people("desktop", open_office.ana), people("phone", ben)
    page, phone = at_ana.enter("/settings"), at_ben.enter(f"/r/{room}")
    page.get_by_role("button", name="Set a status").click()
    dialog = page.get_by_role("dialog", name="Set a status")
    expect(dialog.get_by_role("textbox", name="What are you up to?")).to_be_focused()
    dialog.get_by_role("button", name="Lunch").click()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text("Lunch until")).to_be_visible()
    # A name has its own direction where it is typed, too.
    expect(page.get_by_label("Your name")).to_have_attribute("dir", "auto")
    # Nothing in the settings reaches out of their scroller, so that nothing can move the bar above them.
    assert page.locator(".room").evaluate("node => node.scrollHeight <= node.clientHeight")
    expect(phone.locator(".status-line")).to_contain_text("Lunch until")
    expect(phone.locator(".bar")).to_contain_text("🍜 Lunch until")
    at_ben.say("Enjoy your meal")
    expect(at_ana.room(BEN)).to_contain_text("1 unread")
    at_ana.await_true("document.title.startsWith('(1)')")

    page.get_by_role("button", name="Set a status").click()
    dialog.get_by_role("button", name="Remove status").click()
    expect(phone.locator(".status-line")).to_have_count(0)
    page.get_by_role("button", name="Set a status").click()
    # Where the system chooses the colours, a switch and its position are seen, and what scrolls goes below the title.
    page.emulate_media(forced_colors="active")
    switch = dialog.get_by_role("switch", name="Do not disturb")
    expect(switch).to_have_css("border-top-style", "solid")
    assert switch.evaluate(SEEN)
    switch.check()
    expect(switch).to_be_checked()
    assert switch.evaluate(SEEN)
    expect(dialog.locator(".dialog-head")).to_have_css("background-color", re.compile(r"^rgb\("))
    page.emulate_media(forced_colors="none")
    expect(phone.locator(".status-line")).to_contain_text("doesn't want to be disturbed now")
    expect(phone.locator(".bar")).to_contain_text("Do not disturb")
    page.keyboard.press("Escape")
    # Their own page counts nothing on its tab meanwhile.
    at_ana.await_true("!document.title.startsWith('(')")
    page.get_by_role("button", name="Set a status").click()
    dialog.get_by_role("switch", name="Do not disturb").uncheck()
    page.keyboard.press("Escape")
    expect(phone.locator(".status-line")).to_have_count(0)


def test_quiet_hours_are_set_and_hold_at_their_time(open_office: ServedHost, people: People) -> None:
    at_ben = people("desktop", open_office.join(BEN))
    at_ana = people("desktop", open_office.ana, timezone_id="UTC")
    page, other = at_ana.enter("/settings"), at_ben.enter()
    page.get_by_role("switch", name="Quiet hours").check()
    # Hours around this moment, at whatever time of day it is.
    now = datetime.now(UTC)
    page.get_by_label("From").fill(f"{now - timedelta(hours=6):%H:%M}")
    page.get_by_label("To", exact=True).fill(f"{now + timedelta(hours=6):%H:%M}")
    for day in ("Sat", "Sun"):
        page.get_by_role("checkbox", name=day).check()
    page.locator("form").filter(has=page.get_by_label("From")).get_by_role("button", name="Save").click()
    expect(other.get_by_role("navigation").get_by_role("button", name=ANA)).to_contain_text("Do not disturb")
    page.get_by_role("switch", name="Quiet hours").uncheck()
    expect(other.get_by_role("navigation").get_by_role("button", name=ANA)).to_contain_text("Online")


def test_a_switch_shows_what_was_chosen_until_the_host_has_answered(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    at_ana = people("desktop", open_office.ana)
    page = at_ana.enter("/settings")
    held: list[Route] = []
    page.route("**/api/account/quiet-hours", lambda route: held.append(route))
    switch = page.get_by_role("switch", name="Quiet hours")
    switch.check()
    at_ana.await_that(lambda: held)
    # It is drawn again meanwhile.
    ben.patch("/api/account", {"name": "Benedict"}).expect()
    expect(page.get_by_role("navigation").get_by_role("button", name="Benedict")).to_be_visible()
    expect(switch).to_be_checked()
    held[0].fulfill(status=429, json={"error": {"code": "rate_limited", "message": "Wait a moment."}})
    at_ana.allow("429")
    expect(switch).not_to_be_checked()
    page.unroute("**/api/account/quiet-hours")
    switch.check()
    expect(page.get_by_label("From")).to_be_visible()
    expect(switch).to_be_checked()
