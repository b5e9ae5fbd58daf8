"""What belongs to each person of a front desk: how many messages wait, drafts, and a file that is being sent."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.files.test_sending import choose, given, tray
from tests.e2e.front_desk.desk_pages import Tablet, tablet_of
from tests.support.browsers.pages import People
from tests.support.cast import BEN, CLEO
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.webui.accessibility.page_checks import violations

TOO_SMALL = """all => all.filter((one) => one.checkVisibility()).filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return Math.min(width, height) < 44;
}).map((one) => one.outerHTML)"""
BYTES = b"zebra " * 500_000


@pytest.fixture
def tablet(open_office: ServedHost, people: People) -> Tablet:
    return desk_of(open_office, people, "desktop")


def desk_of(host: ServedHost, people: People, kind: str) -> Tablet:
    found = tablet_of(host, people, [host.join(BEN), host.join(CLEO)], kind=kind)
    found.person.allow("40[0139]", "410", "429", "net::ERR", "WebSocket")
    return found


def face(tablet: Tablet, who: Browser) -> Locator:
    return tablet.page.get_by_role("list", name="Who are you?").get_by_role("button", name=str(who.user["name"]))


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_axe_and_fingers_find_nothing_wrong_with_the_locked_screen(
    open_office: ServedHost, people: People, kind: str
) -> None:
    tablet = desk_of(open_office, people, kind)
    ben, cleo = tablet.users
    with cleo.connect_socket() as socket:
        socket.post(cleo.home(), "Hello")
    page = tablet.page
    page.reload()
    expect(face(tablet, ben).locator(".count")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        tablet.locked()
        check(page)
        tablet.choose(ben)
        expect(page.get_by_role("group", name="Digits")).to_be_focused()
        check(page)
        page.keyboard.type("1111")
        expect(page.get_by_role("alert")).to_be_visible()
        check(page)
        page.get_by_role("button", name="Forgot?").click()
        expect(page.get_by_label("New PIN")).to_be_visible()
        check(page)
        page.reload()


def check(page: Page) -> None:
    assert violations(page) == []
    # Also on a wide screen, because a front desk is mostly a tablet.
    assert page.locator("main button, main input").evaluate_all(TOO_SMALL) == []


def test_each_person_has_their_own_unread_messages_and_drafts(tablet: Tablet) -> None:
    ben, cleo = tablet.users
    person = tablet.person
    with cleo.connect_socket() as socket:
        for number in range(3):
            socket.post(cleo.home(), f"Zebra {number}")
    tablet.page.reload()
    expect(face(tablet, ben).locator(".count")).to_contain_text("3")
    expect(face(tablet, cleo).locator(".count")).to_have_count(0)
    for who in (ben, cleo):
        tablet.open(who)
        person.room("General").click()
        expect(person.message("Zebra 2")).to_be_visible()
        expect(person.composer).to_have_value("")
        person.composer.fill(f"The draft of {who.user['name']}")
        while who.get("/api/rooms").expect()["rooms"][0]["read_seq"] < 3:
            tablet.page.wait_for_timeout(50)
        tablet.lock()
    # Ben has read everything meanwhile, and nobody has written since.
    expect(face(tablet, ben).locator(".count")).to_have_count(0)
    for who in (cleo, ben):
        tablet.open(who)
        person.room("General").click()
        expect(person.composer).to_have_value(f"The draft of {who.user['name']}")
        tablet.lock()


def test_an_upload_that_the_lock_has_stopped_goes_on_with_its_own_person(tablet: Tablet) -> None:
    person, page = tablet.person, tablet.page
    ben, cleo = tablet.users
    held: list[Route] = []
    # Cleo has chosen a file too. When it is back in her tray, so would be whatever else is there.
    tablet.open(cleo)
    person.room("General").click()
    choose(page, given("list.txt"))
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    tablet.lock()
    tablet.open(ben)
    person.room("General").click()
    expect(tray(page)).to_have_count(0)
    page.route(re.compile("/api/uploads/"), lambda route: hold(route, held))
    choose(page, given("zebra plan.txt", BYTES))
    expect(tray(page).locator("[data-key]")).to_have_count(1)
    person.await_true("document.querySelector('.tray [data-key]').dataset.state !== 'done'")
    while not held:
        page.wait_for_timeout(20)
    tablet.lock()
    assert "zebra" not in tablet.kept().casefold()
    page.unroute(re.compile("/api/uploads/"))
    tablet.open(cleo)
    person.room("General").click()
    expect(tray(page).locator("[data-key]")).to_have_attribute("aria-label", re.compile("^list.txt"))
    assert "zebra" not in tablet.kept().casefold()
    person.say("This is Cleo")
    expect(person.message("This is Cleo").get_by_label("Sent")).to_be_visible()
    tablet.lock()
    tablet.open(ben)
    person.room("General").click()
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    person.say("Here it is")
    expect(person.message("Here it is").get_by_label("Sent")).to_be_visible()
    (sent,) = [each for each in messages(ben) if each["body"] == "Here it is"]
    (file,) = sent["attachments"]
    assert (file["name"], file["size"]) == ("zebra plan.txt", len(BYTES))
    assert ben.get(file["url"]).content == BYTES
    (other,) = [each for each in messages(ben) if each["body"] == "This is Cleo"]
    assert [each["name"] for each in other["attachments"]] == ["list.txt"]


def hold(route: Route, held: list[Route]) -> None:
    """Lets nothing of a file arrive."""
    if route.request.method == "PATCH":
        held.append(route)
    else:
        route.continue_()


def messages(who: Browser) -> list[dict[str, Any]]:
    return list(who.get(f"/api/rooms/{who.home()}/messages").expect()["messages"])
