"""axe finds nothing on what is shown of people, devices and the log; and fingers reach all of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People, Person
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.webui.accessibility.page_checks import (
    SMALLEST_TARGET_PX,
    TWICE,
    columns_of_letters,
    faults,
    settled,
    sideways,
    wide,
)


@pytest.fixture(scope="module")
def elif_(shown_host: ServedHost) -> Browser:
    """A member with a long name, one who is deactivated, a guest who may only read, and a log of all that."""
    ana, elif_ = shown_host.ana, shown_host.newcomer("Elif Yılmaz")
    gone, guest = shown_host.newcomer("Gone"), shown_host.newcomer("Guest")
    room = ana.make_room(f"Visitors {guest.user_id}", "closed")
    ana.post(f"/api/users/{gone.user_id}/deactivate").expect()
    ana.patch(f"/api/users/{guest.user_id}", {"role": "guest", "room_ids": [room], "read_only": True}).expect()
    return elif_


def everyone(person: Person) -> Page:
    page = person.enter()
    page.get_by_role("button", name="Everyone in the office").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Elif").first).to_be_visible()
    return page


def sheet(name: str) -> Callable[[Person], Page]:
    def view(person: Person) -> Page:
        page = everyone(person)
        page.get_by_role("dialog").get_by_role("button", name=name).first.click()
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        return page

    return view


def question(person: Person) -> Page:
    page = sheet("Elif")(person)
    page.get_by_role("button", name="Ban").click()
    expect(page.get_by_role("dialog", name="Ban Elif")).to_be_visible()
    return page


def recovery(person: Person) -> Page:
    page = sheet("Elif")(person)
    page.get_by_role("button", name="Recovery link").click()
    expect(page.get_by_role("img", name="QR code that signs Elif")).to_be_visible()
    return page


def rooms(person: Person) -> Page:
    page = sheet("Guest")(person)
    page.get_by_role("button", name="This guest's rooms").click()
    expect(page.get_by_role("checkbox", name="Visitors").first).to_be_visible()
    return page


def devices(person: Person) -> Page:
    page = person.enter("/settings")
    expect(page.get_by_text("This device").first).to_be_visible()
    return page


def device_link(person: Person) -> Page:
    page = devices(person)
    page.get_by_role("button", name="Add a device").click()
    expect(page.get_by_role("img", name="QR code that signs in another")).to_be_visible()
    return page


def log(person: Person) -> Page:
    page = devices(person)
    page.get_by_role("button", name="Open the log").click()
    expect(page.get_by_role("dialog").get_by_text(re.compile(r"Gone.* was deactivated")).first).to_be_visible()
    return page


VIEWS: dict[str, Callable[[Person], Page]] = {
    "everyone": everyone,
    "member": sheet("Elif"),
    "guest": sheet("Guest"),
    "gone": sheet("Gone"),
    "question": question,
    "recovery": recovery,
    "rooms": rooms,
    "devices": devices,
    "device link": device_link,
    "log": log,
}


# Sheets and questions are the same on a desk, but for their place.
ON_A_DESK = ("everyone", "guest", "devices", "log")
SEEN = [("phone", view) for view in VIEWS] + [("desktop", view) for view in ON_A_DESK]


@pytest.mark.parametrize(("kind", "view"), SEEN)
def test_axe_finds_nothing(view: str, kind: str, people: People, shown_host: ServedHost, elif_: Browser) -> None:
    page = VIEWS[view](people(kind, shown_host.ana))
    assert faults(page) == []
    assert sideways(page) == []
    if kind == "phone":
        page.evaluate(TWICE)
        assert sideways(page) + wide(page) + columns_of_letters(page) == []


@pytest.mark.parametrize("view", ["everyone", "guest", "question", "log"])
def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    view: str, people: People, shown_host: ServedHost, elif_: Browser
) -> None:
    page = VIEWS[view](people("phone", shown_host.ana, viewport={"width": 320, "height": 568}))
    assert sideways(page) == []
    assert wide(page) == []


@pytest.mark.parametrize("view", ["guest", "question", "devices"])
def test_what_fingers_touch_is_large_enough(view: str, people: People, shown_host: ServedHost, elif_: Browser) -> None:
    page = settled(VIEWS[view](people("phone", shown_host.ana)))
    place = page.get_by_role("dialog").last if view != "devices" else page.locator(".devices")
    small = place.locator("button:visible, select:visible, label.switch:visible").evaluate_all(
        "(nodes, least) => nodes.filter(n => n.getBoundingClientRect().height < least)"
        ".map(n => n.outerHTML.slice(0, 90))",
        SMALLEST_TARGET_PX,
    )
    assert small == []
