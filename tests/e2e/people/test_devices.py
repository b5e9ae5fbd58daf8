"""Where somebody is signed in: one more by a link, all of them, each ended from another; recovery."""

import re

from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People, Person, box
from tests.support.cast import BEN, CLEO, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

NEW_PASSWORD = "four louder gulls"


def link_in(page: Page) -> str:
    """The path of the link that the dialog shows, for whatever name the test opens it by."""
    url = page.get_by_role("dialog").last.locator(".address code").inner_text()
    return re.sub(r"^http://[^/]+", "", url)


def test_a_phone_is_in_at_once_by_the_link_and_can_be_signed_out_from_the_desk(
    open_office: ServedHost, people: People
) -> None:
    desk, phone, late = people("desktop", open_office.join(BEN)), people("phone"), people("phone")
    page = desk.enter("/settings")
    expect(page.locator(".devices li")).to_have_count(1)
    page.get_by_role("button", name="Add a device").click()
    path = link_in(page)
    phone.open(path)
    phone.await_link()
    expect(phone.page.get_by_role("navigation")).to_be_visible()
    late.allow("401", "403")
    late.open(path)
    expect(late.page.get_by_role("heading", name="Sign in to")).to_be_visible()
    expect(late.page.locator(".notice")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".devices li")).to_have_count(2)
    expect(page.locator(".devices li").first).to_contain_text("This device")
    expect(page.locator(".devices li").last).to_contain_text("connected now")
    phone.allow("401", "Error during WebSocket handshake")
    page.get_by_role("button", name=re.compile("^Sign out .+")).last.click()
    expect(phone.page.get_by_role("heading", name="Sign in to")).to_be_visible()
    expect(phone.page.get_by_text("You were signed out. Sign in again")).to_be_visible()
    expect(page.locator(".devices li")).to_have_count(1)


def test_all_other_devices_are_signed_out_after_a_question(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    others = [ben.another(), ben.another()]
    page = people("phone", ben).enter("/settings")
    page.get_by_role("button", name="Sign out 2 other devices").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out", exact=True).click()
    expect(page.locator(".devices li")).to_have_count(1)
    assert [other.get("/api/rooms").status for other in others] == [401, 401]


def test_a_recovery_link_lets_one_in_who_then_sets_a_password(open_office: ServedHost, people: People) -> None:
    cleo = open_office.join(CLEO)
    ana, at_cleo = people("desktop", open_office.ana), people("phone")
    at_cleo.allow("401")  # for what was asked for in the session before the password
    page = ana.enter()
    page.get_by_role("button", name="Everyone in the office").click()
    page.get_by_role("dialog").get_by_role("button", name=CLEO).click()
    page.get_by_role("button", name="Recovery link").click()
    at_cleo.open(link_in(page))
    at_cleo.await_link()
    assert cleo.get("/api/rooms").status == 401
    asked = at_cleo.page.get_by_role("complementary", name="You don't have a password yet")
    asked.get_by_role("button", name="Set a password").click()
    set_password(at_cleo)
    expect(at_cleo.page.get_by_text("Your password is set.")).to_be_visible()
    assert open_office.browser().sign_in(CLEO, NEW_PASSWORD).user_id == cleo.user_id


def in_the_middle(page: Page, inner: str, outer: str) -> bool:
    one, other = box(page.locator(inner)), box(page.locator(outer))
    return other.left < one.left and abs(one.left + one.right - other.left - other.right) < 12


def set_password(person: Person) -> None:
    dialog = person.page.get_by_role("dialog", name="Set a password")
    expect(dialog.get_by_label("New password")).to_be_focused()
    dialog.get_by_label("New password").fill("short")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("New password").fill(NEW_PASSWORD)
    dialog.get_by_role("button", name="Save").click()
    person.await_link()


def test_who_has_no_password_is_asked_once_and_can_set_one_in_settings(open_office: ServedHost, people: People) -> None:
    ana = open_office.ana
    knock = open_office.browser()
    ana.patch("/api/invite", {"ways": ["link", "knock"]}).expect()
    token = knock.post("/api/knocks", {"name": CLEO}).expect(201)["knock"]
    (waiting,) = ana.get("/api/knocks").expect()["knocks"]
    ana.post(f"/api/knocks/{waiting['id']}/admit", {"role": "member"}).expect()
    knock.user = knock.post("/api/knocks/enter", {"knock": token}).expect(201)["user"]
    cleo, at_desk = people("phone", knock), people("desktop", knock)
    for person in (cleo, at_desk):
        person.allow("401", "Error during WebSocket handshake")  # in the session before the password
    page = cleo.enter(f"/r/{knock.home()}")
    asked = page.get_by_role("complementary", name="You don't have a password yet")
    expect(asked).to_be_visible()
    wide = at_desk.enter(f"/r/{knock.home()}")
    for opens in (False, True):
        if opens:
            wide.get_by_role("button", name="Room details").click()
        until(lambda: in_the_middle(wide, ".ask", ".room"), "it stands in the middle of the room")
    cleo.say("The newest words")
    words = cleo.message("The newest words")
    until(lambda: box(asked).bottom <= box(words).top, "what people write stays in view")
    page.goto(cleo.base + "/settings")
    expect(page.get_by_role("heading", name="Set a password")).to_be_visible()
    cleo.await_link()
    expect(asked).to_have_count(0)
    page = cleo.enter(f"/r/{knock.home()}")
    page.get_by_role("button", name="Not now").click()
    page.goto(cleo.base)
    page.reload()
    cleo.await_link()
    expect(page.get_by_role("navigation")).to_be_visible()
    expect(page.get_by_text("You don't have a password yet")).to_have_count(0)
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_label("Current password")).to_have_count(0)
    # Whoever signs out now could not sign in again.
    page.get_by_role("button", name="Sign out", exact=True).click()
    warned = page.get_by_role("dialog", name="You don't have a password yet")
    expect(warned.get_by_role("button", name="Sign out")).to_be_visible()
    warned.get_by_role("button", name="Cancel").click()
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.locator("form", has=page.get_by_label("New password")).get_by_role("button", name="Save").click()
    expect(page.get_by_label("Current password")).to_be_visible()
    assert open_office.browser().sign_in(CLEO, NEW_PASSWORD).user_id == knock.user_id


def test_a_new_password_signs_the_others_out_and_this_page_stays(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    here, there = people("desktop", ben), people("phone", ben.another())
    there.allow("401", "Error during WebSocket handshake")
    there.enter()
    here.allow("401")  # for the parts of the settings that were asked for in the session before
    page = here.enter("/settings")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.locator("form", has=page.get_by_label("New password")).get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    here.await_link()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(there.page.get_by_text("Your password changed")).to_be_visible()
