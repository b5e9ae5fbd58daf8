"""A shared computer: what is there after a sign-out, and what the next person finds of the last."""

import re

from playwright.sync_api import expect

from tests.e2e.shared_computer import BREAKING, device_link, signed_in, tab_of, take_over
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

WORKING = "window.breaks = false;" + BREAKING


def test_what_is_under_way_at_a_sign_out_waits_for_its_person(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("net::ERR", "WebSocket", "401")
    person.page.add_init_script(WORKING)
    page = person.enter(desk.path)
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    person.go_offline()
    person.module("sync/connection.js", "m.dropConnection()")
    person.module("store/pending.js", "m.enqueue(a, 'Under way', null)", desk.room)
    person.page.route("**/socket.io/**", lambda route: route.abort())
    person.page.evaluate("window.breaks = true")
    person.context.set_offline(False)
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("1 unsent message waits here")).to_be_visible()
    person.page.unroute_all()
    person.sign_in_as(cleo)
    other = tab_of(person, "/")
    expect(other.locator("html")).to_have_attribute("data-link", "up")
    assert desk.bodies() == []
    other.close()
    person.context.clear_cookies()
    person.sign_in_as(desk.host.browser().sign_in(ben.user["name"]))
    back = tab_of(person, "/")
    expect(back.locator("article.message").filter(has_text="Under way").get_by_label("Sent")).to_be_visible()
    assert desk.bodies() == [(ben.user_id, "Under way")]


def test_what_was_deleted_a_moment_before_a_sign_out_is_deleted(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.allow("401")  # for the parts of the settings that are asked for after the sign-out
    page = person.enter(desk.path)
    person.say("Take this away")
    row = person.message("Take this away")
    expect(row.get_by_label("Sent")).to_be_visible()
    person.open_menu("Take this away")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row).to_have_attribute("data-going", "")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You're signed out.")).to_be_visible()
    assert [body for _, body in desk.bodies()] == [""]


def test_a_page_that_comes_back_from_the_browsers_cache_is_not_shown_to_somebody_else(
    desk: Desk, people: People
) -> None:
    """Browsers put a whole page away when one goes elsewhere, and bring it back with what it showed."""
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("409", "WebSocket")
    page = person.enter(desk.path)
    person.say("For Ben's eyes")
    expect(person.message("For Ben's eyes").get_by_label("Sent")).to_be_visible()
    # What a page of Cleo's in another tab leaves, without the event that a page which was put away does not hear.
    page.evaluate(
        "id => { for (const key of Object.keys(localStorage)) if (key.startsWith('person.'))"
        " localStorage.setItem(key, id) }",
        cleo.user_id,
    )
    take_over(person, cleo)
    hidden = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true})), document.body.hidden"
    assert page.evaluate(hidden) is True
    expect(page.locator("body")).to_be_visible()
    person.await_link()
    assert signed_in(page) == cleo.user["name"]


def test_what_one_liked_to_use_is_not_offered_to_the_next(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("409")
    page = person.enter(desk.path)
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("searchbox", name="Search emoji").fill("fox")
    # The draft is stored: a page that stores it for somebody else would load itself anew while the test leaves it.
    with page.expect_response("**/draft"):
        page.get_by_role("dialog").get_by_role("button").filter(has_text="🦊").click()
    take_over(person, cleo)
    page.goto(person.base)
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    page.get_by_role("button", name="Emoji").click()
    expect(page.get_by_role("region", name="Recent").get_by_role("button").first).to_be_visible()
    expect(page.get_by_role("region", name="Recent").get_by_role("button").filter(has_text="🦊")).to_have_count(0)
    page.keyboard.press("Escape")
    take_over(person, ben)
    page.goto(person.base)
    expect(page).to_have_url(re.compile(desk.room))


def test_the_question_and_the_word_about_it_fit_the_longest_names(desk: Desk, people: People) -> None:
    """Forty wide letters without a space, on the narrowest phone: nothing slides out of sight."""
    wide = "W" * 37 + desk.ben.user["name"].partition(" ")[2].rjust(3, "W")
    ben = desk.host.join(wide)
    person = people("phone", ben, viewport={"width": 320, "height": 640})
    person.allow("409", "WebSocket")
    for path, button in ((device_link(desk.cleo), "Stay signed in as"), (f"/join#{desk.host.join_code}", "Not you?")):
        page = person.open(path)
        found = page.get_by_role("button", name=button)
        expect(found).to_be_visible()
        box = found.bounding_box()
        assert box is not None
        assert box["x"] >= 0, path
        assert box["x"] + box["width"] <= 320, path
        assert page.evaluate("document.querySelector('.card-page')?.scrollWidth ?? 0") <= 320, path


def test_who_is_let_in_while_somebody_else_is_signed_in_is_asked_and_keeps_the_knock(
    desk: Desk, people: People
) -> None:
    desk.host.ana.patch("/api/invite", {"ways": ["link", "knock"]}).expect()
    dora = f"Dora at {desk.ben.user['name']}"
    person = people("phone")
    person.allow("409")
    page = person.open("/join")
    page.get_by_label("Your name").fill(dora)
    page.get_by_role("button", name="Ask to join").click()
    expect(page.locator(".digits")).to_be_visible()
    person.sign_in_as(desk.cleo)
    (waiting,) = [one for one in desk.host.ana.get("/api/knocks").expect()["knocks"] if one["name"] == dora]
    desk.host.ana.post(f"/api/knocks/{waiting['id']}/admit", {"role": "member"}).expect()
    expect(page.get_by_role("heading", name="You're signed in as")).to_be_visible()
    assert signed_in(page) == desk.cleo.user["name"]
    page.get_by_role("button", name="Join as someone new").click()
    expect(page).not_to_have_url(re.compile("join"))
    person.await_link()
    assert signed_in(page) == dora
