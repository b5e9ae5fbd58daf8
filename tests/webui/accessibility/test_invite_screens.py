"""axe finds nothing on the ways in, outside and inside; nothing scrolls sideways; and fingers reach all of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import NAME, People, Person, people_of
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import (
    SMALLEST_TARGET_PX,
    TWICE,
    columns_of_letters,
    faults,
    settled,
    sideways,
    wide,
)

OUTSIDE_THEIR_ROW = """nodes => nodes.filter((node) => node.getBoundingClientRect().right
    > node.parentElement.getBoundingClientRect().right + 1).map((node) => node.textContent)"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    """An office with every way open, a link for guests, and two people at the door."""
    host = ServedHost(tmp_path_factory.mktemp("busy"), "--allow-host", NAME, forks=SHARED)
    try:
        ana = host.set_up().ana
        lunch = ana.make_room("Lunch, with a name that is as long as a name may be here")
        ana.patch("/api/invite", {"ways": ["link", "pin", "knock"]}).expect()
        ana.post("/api/invites", {"role": "guest", "label": "Auditors", "room_ids": [lunch]}).expect(201)
        for name in ("Eve", "Somebody with the longest of names here"):
            host.browser().post("/api/knocks", {"name": name}).expect(201)
        host.join("Cleo")
        yield host
    finally:
        host.kill()


@pytest.fixture
def people(chromium: Chromium, busy: ServedHost) -> Iterator[People]:
    with people_of(chromium, busy) as present:
        yield present


def bar(person: Person) -> Page:
    page = person.enter()
    expect(page.locator(".knock-bar .knock-row")).to_have_count(2)
    return page


def panel(person: Person) -> Page:
    page = person.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    expect(page.get_by_role("dialog").get_by_text("Auditors")).to_be_visible()
    expect(page.get_by_role("dialog").locator(".knock-row")).to_have_count(2)
    return page


def over_panel(role: str, name: str) -> Callable[[Person], Page]:
    def view(person: Person) -> Page:
        page = panel(person)
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("dialog").last.locator(role).first).to_be_visible()
        # While a dialog still fades in, axe takes it for one that is not there, and what it covers for reachable.
        return settled(page)

    return view


def poster(person: Person) -> Page:
    page = person.open("/poster")
    page.get_by_label("Network", exact=True).fill("Harbour")
    page.get_by_label("Password").fill("four loud herons")
    expect(page.locator(".poster-qr")).to_have_count(2)
    return page


INSIDE: dict[str, Callable[[Person], Page]] = {
    "bar": bar,
    "panel": panel,
    "making a link": over_panel("input[type=checkbox]", "Make a link"),
    "a link": over_panel(".qr", "Auditors"),
    "letting in": over_panel("input[type=radio]", "Choose how to let Eve in"),
    "full screen": over_panel(".big-qr", "Full screen"),
    "poster": poster,
}


def pin(person: Person) -> Page:
    page = person.open("/join")
    expect(page.get_by_label("PIN")).to_be_visible()
    return page


def waiting(person: Person) -> Page:
    # What the host has answered to a knock; this one it would not know.
    person.page.route("**/api/knocks/ask", lambda route: route.fulfill(json={"ok": True, "state": "waiting"}))
    page = person.open("/join")
    page.evaluate("sessionStorage.setItem('knock', JSON.stringify({ knock: 'x', digits: '47', name: 'Eve' }))")
    page.reload()
    expect(page.locator(".digits")).to_be_visible()
    return page


def dead(person: Person) -> Page:
    person.allow("403")
    page = person.open("/join#gone")
    expect(page.get_by_role("status")).to_contain_text("doesn't work any more")
    return page


OUTSIDE: dict[str, Callable[[Person], Page]] = {"pin": pin, "waiting": waiting, "dead": dead}


@pytest.mark.parametrize(
    ("view", "kind"),
    [*((view, "phone") for view in INSIDE), *((view, "desktop") for view in ("bar", "panel", "full screen", "poster"))],
)
def test_axe_finds_nothing_inside(view: str, kind: str, people: People, busy: ServedHost) -> None:
    page = INSIDE[view](people(kind, busy.ana))
    assert faults(page) == []
    assert sideways(page) == []
    if kind == "phone":
        page.evaluate(TWICE)
        assert sideways(page) + wide(page) + columns_of_letters(page) == []


@pytest.mark.parametrize("view", OUTSIDE)
def test_axe_finds_nothing_at_the_door(view: str, people: People) -> None:
    page = OUTSIDE[view](people("phone"))
    assert faults(page) == []
    assert sideways(page) == []
    page.evaluate(TWICE)
    assert sideways(page) + wide(page) + columns_of_letters(page) == []


@pytest.mark.parametrize("view", ["bar", "panel", "letting in", "full screen"])
def test_the_narrowest_phone_shows_all_of_it_and_fingers_reach_it(view: str, people: People, busy: ServedHost) -> None:
    # The bar is looked at in German, whose words for its buttons are longer.
    locale = "de" if view == "bar" else "en"
    page = INSIDE[view](people("phone", busy.ana, viewport={"width": 320, "height": 640}, locale=locale))
    assert sideways(page) == []
    outside = page.locator(".knock-actions > *").evaluate_all(OUTSIDE_THEIR_ROW)
    assert outside == []
    assert wide(page) == []
    settled(page)
    small = page.locator("dialog button:visible, dialog a:visible, .knock-bar button:visible").evaluate_all(
        "(nodes, least) => nodes.map(n => [n.outerHTML.slice(0, 90), n.getBoundingClientRect()])"
        ".filter(([, box]) => box.height < least || box.width < least).map(([html]) => html)",
        SMALLEST_TARGET_PX,
    )
    assert small == []
