"""People and what is done to them: roles that change the page at once, and ends that say why."""

import re

from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import ANA, BEN, CLEO, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until


def sheet_of(person: Person, name: str) -> Page:
    page = person.page
    page.get_by_role("button", name="Everyone in the office").click()
    page.get_by_role("dialog", name="Everyone").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    return page


def answer(page: Page, act: str) -> None:
    """Asks for the act on the sheet, and says yes to the question."""
    page.get_by_role("dialog").last.get_by_role("button", name=act, exact=True).click()
    page.get_by_role("dialog").last.locator(".answers").get_by_role("button", name=act, exact=True).click()


def test_the_owner_makes_an_admin_whose_page_changes_at_once(open_office: ServedHost, people: People) -> None:
    ben = people("phone", open_office.join(BEN))
    ana = people("desktop", open_office.ana)
    page = ben.enter("/settings")
    expect(page.get_by_label("Name of the office")).to_have_count(0)
    ana.enter()
    sheet = sheet_of(ana, BEN)
    expect(sheet.get_by_text("Can find and make rooms")).to_be_visible()
    sheet.get_by_label("Role").select_option("Admin")
    expect(sheet.get_by_text("Manages members, guests")).to_be_visible()
    expect(page.get_by_label("Name of the office")).to_be_visible()
    expect(page.get_by_role("button", name="Open the log")).to_have_count(0)


def test_a_member_sees_a_sheet_without_acts_and_writes_from_it(open_office: ServedHost, people: People) -> None:
    open_office.join(CLEO)
    ben = people("phone", open_office.join(BEN))
    ben.enter()
    page = sheet_of(ben, ANA)
    expect(page.get_by_text("Offline · Owner")).to_be_visible()
    expect(page.get_by_label("Role")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    page.get_by_role("button", name="Write").click()
    expect(page.locator(".bar").get_by_role("heading", name=ANA)).to_be_visible()


def test_an_admin_acts_on_members_and_not_on_admins(open_office: ServedHost, people: People) -> None:
    ben, cleo = open_office.join(BEN), open_office.join(CLEO)
    open_office.ana.patch(f"/api/users/{ben.user_id}", {"role": "admin"}).expect()
    at_ben = people("desktop", ben)
    at_ben.enter()
    page = sheet_of(at_ben, CLEO)
    expect(page.get_by_label("Role").locator("option")).to_have_text(["Member", "Guest"])
    for act in ("Recovery link", "Sign out everywhere", "Deactivate", "Remove", "Ban"):
        expect(page.get_by_role("button", name=act, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Everyone").get_by_role("button", name=ANA).click()
    expect(page.get_by_role("dialog", name=ANA)).to_be_visible()
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    assert cleo.user["role"] == "member"


def test_a_guest_who_may_only_read_has_a_sentence_in_place_of_the_composer(
    open_office: ServedHost, people: People
) -> None:
    cleo = open_office.join(CLEO)
    room = open_office.ana.make_room("Front desk", "closed", cleo)
    at_cleo, ana = people("phone", cleo), people("desktop", open_office.ana)
    page = at_cleo.enter()
    expect(page.get_by_role("button", name="Invite people nearby")).to_be_visible()
    ana.enter()
    sheet = sheet_of(ana, CLEO)
    sheet.get_by_label("Role").select_option("Guest")
    rooms = sheet.get_by_role("dialog", name=f"Rooms for {CLEO}")
    rooms.get_by_role("checkbox", name="Front desk").check()
    rooms.get_by_role("button", name="Make a guest").click()
    expect(page.get_by_role("button", name="Invite people nearby")).to_have_count(0)
    expect(at_cleo.room("General")).to_have_count(0)
    at_cleo.room("Front desk").click()
    # The page may store what was typed only after the person has lost the right to post: it is kept in the browser.
    at_cleo.allow("403 .*/draft")
    at_cleo.composer.fill("Not sent yet")
    read_only = sheet.get_by_role("switch", name="Read-only")
    read_only.check()
    expect(read_only).to_be_checked()
    expect(page.get_by_text("You can read this room, but not post.")).to_be_visible()
    expect(at_cleo.composer).to_have_count(0)
    read_only.uncheck()
    expect(at_cleo.composer).to_have_value("Not sent yet")
    assert page.url.endswith(f"/r/{room}")


def ends_with(person: Person, sentence: str) -> None:
    expect(person.page.get_by_role("heading", name="Sign in to")).to_be_visible()
    expect(person.page.get_by_text(sentence)).to_be_visible()


def test_who_is_removed_is_told_so_keeps_the_draft_and_the_name_on_what_was_said(
    open_office: ServedHost, people: People
) -> None:
    cleo = open_office.join(CLEO)
    at_cleo, ana = people("phone", cleo), people("desktop", open_office.ana)
    home = open_office.ana.home()
    at_cleo.allow("401", "Error during WebSocket handshake")
    at_cleo.enter(f"/r/{home}")
    at_cleo.say("I was here")
    expect(at_cleo.message("I was here").get_by_label("Sent")).to_be_visible()
    at_cleo.composer.fill("Half a tho")
    ana.enter(f"/r/{home}")
    page = sheet_of(ana, CLEO)
    answer(page, "Remove")
    ends_with(at_cleo, "You've been removed from this office.")
    kept = at_cleo.page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('draft.'))")
    assert "Half a tho" in str(kept)
    expect(page.get_by_role("dialog", name=CLEO).get_by_text("Removed")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="No longer here")).to_be_visible()
    page.keyboard.press("Escape")
    expect(ana.message("I was here").locator(".meta")).to_contain_text(CLEO)


def test_who_is_deactivated_comes_back_to_rooms_and_draft(open_office: ServedHost, people: People) -> None:
    cleo = open_office.join(CLEO)
    room = open_office.ana.make_room("Salaries", "closed", cleo)
    at_cleo, ana = people("desktop", cleo), people("desktop", open_office.ana)
    at_cleo.allow("401", "Error during WebSocket handshake")
    at_cleo.enter(f"/r/{room}")
    at_cleo.composer.fill("To be continued")
    ana.enter()
    page = sheet_of(ana, CLEO)
    answer(page, "Deactivate")
    ends_with(at_cleo, "Your account is turned off for now.")
    answer(page, "Let back in")
    expect(page.get_by_role("dialog", name=CLEO).get_by_label("Role")).to_be_visible()
    sign_in(at_cleo, CLEO)
    at_cleo.room("Salaries").click()
    expect(at_cleo.composer).to_have_value("To be continued")


def sign_in(person: Person, name: str, password: str = PASSWORD) -> None:
    person.page.get_by_label("Your name").fill(name)
    person.page.get_by_label("Password", exact=True).fill(password)
    person.page.get_by_role("button", name="Sign in").click()
    person.await_link()


def test_a_ban_says_what_it_does_and_renews_the_link(open_office: ServedHost, people: People) -> None:
    cleo = open_office.join(CLEO)
    at_cleo, ana = people("phone", cleo), people("phone", open_office.ana)
    at_cleo.allow("401", "Error during WebSocket handshake")
    at_cleo.enter()
    before = open_office.ana.get("/api/invite").expect()["join_url"]
    ana.enter()
    page = sheet_of(ana, CLEO)
    page.get_by_role("button", name="Ban", exact=True).click()
    expect(page.get_by_text("The office's link and PIN change")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog", name="Ban")).to_have_count(0)
    answer(page, "Ban")
    ends_with(at_cleo, "You've been banned from this office.")
    until(lambda: open_office.ana.get("/api/invite").expect()["join_url"] != before)


def test_the_log_tells_the_owner_in_words_what_was_done(open_office: ServedHost, people: People) -> None:
    ana, ben, cleo = open_office.ana, open_office.join(BEN), open_office.join(CLEO)
    ana.patch(f"/api/users/{ben.user_id}", {"role": "admin"}).expect()
    ben.post(f"/api/users/{cleo.user_id}/deactivate").expect()
    for _ in range(25):
        ben.post(f"/api/users/{cleo.user_id}/reactivate").expect()
        ben.post(f"/api/users/{cleo.user_id}/deactivate").expect()
    ana.patch("/api/office", {"name": "Pier Four"}).expect()
    page = people("phone", ana).enter("/settings")
    page.get_by_role("button", name="Open the log").click()
    log = page.get_by_role("dialog", name="Activity log").get_by_role("listitem")
    expect(log.first).to_have_text(re.compile("The office was renamed to “Pier Four”You · .*"))
    expect(log.nth(1)).to_have_text(
        re.compile(f"\u2068{CLEO}\u2069 was deactivated{BEN} · .*((second|minute)s? ago|now)")
    )
    expect(log).to_have_count(50)
    page.get_by_role("button", name="Show earlier").click()
    expect(log).to_have_count(53)
    expect(log.last).to_contain_text(f"\u2068{BEN}\u2069 was made an admin")
    expect(page.get_by_role("button", name="Show earlier")).to_have_count(0)


def test_the_office_is_handed_over_after_a_question(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    ana, at_ben = people("desktop", open_office.ana), people("phone", ben)
    page = at_ben.enter("/settings")
    ana.enter()
    sheet = sheet_of(ana, BEN)
    sheet.get_by_label("Role").select_option("Owner")
    sheet.get_by_role("button", name="Cancel").click()
    expect(sheet.get_by_label("Role")).to_have_value("member")
    sheet.get_by_label("Role").select_option("Owner")
    sheet.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("button", name="Open the log")).to_be_visible()
    expect(sheet.get_by_role("dialog", name=BEN).get_by_label("Role")).to_have_count(0)
    assert Browser(open_office.url).sign_in(ANA).user["role"] == "admin"
