"""The list of offices in the page: what the host hears is given here, how it is shown and followed is tried."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browsers.pages import People
from tests.support.cast import ANA
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import violations

ACME = {"id": "of2", "name": "Acme", "owner": "Ben", "url": "http://192.168.1.20:8765", "address": "192.168.1.20:8765"}
TWIN = ACME | {"id": "of3", "owner": "Cleo", "url": "http://192.168.1.21:8765", "address": "192.168.1.21:8765"}
LIAR = ACME | {"id": "of4", "name": "<img src=x onerror=alert(1)>", "owner": "\u202egnp", "address": "192.168.1.66"}
OURS = ACME | {"id": "of1", "name": "Harbour Street", "owner": ANA, "ours": True}


def hears(page: Page, *offices: dict[str, Any], looking: bool = False, problem: str | None = None) -> list[str]:
    """What the host hears from now on; gives the questions."""
    asked: list[str] = []
    listed = [{"version": "0.1.0", "ours": False} | office for office in offices]

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        body = {"ok": True, "offices": listed, "looking": looking, "problem": problem}
        route.fulfill(content_type="application/json", body=json.dumps(body))

    page.route("**/api/offices", answer)
    return asked


def test_two_offices_of_one_name_are_told_apart_by_owner_and_address(open_office: ServedHost, people: People) -> None:
    cleo = people("phone", open_office.newcomer("Cleo"))
    hears(cleo.page, OURS, ACME, TWIN, LIAR)
    cleo.enter("/")
    cleo.page.get_by_role("button", name="Harbour Street").click()
    listed = cleo.page.get_by_role("list", name="Offices on this network")
    expect(listed.get_by_role("listitem")).to_have_count(4)
    expect(listed.get_by_role("listitem").first).to_contain_text("This office")
    expect(listed.get_by_role("link", name="Acme Ben · 192.168.1.20:8765")).to_have_attribute("href", ACME["url"])
    other = listed.get_by_role("link", name="Acme Cleo · 192.168.1.21:8765")
    expect(other).to_have_attribute("rel", "noopener noreferrer")
    assert cleo.page.get_by_role("button", name="Not in the list?").count() == 0
    cleo.page.keyboard.press("Escape")
    expect(listed).to_have_count(0)


def test_whoever_came_to_the_wrong_office_finds_the_other_and_nobody_is_asked_before(
    open_office: ServedHost, people: People
) -> None:
    dora = people("phone")
    asked = hears(dora.page, OURS, ACME)
    dora.open(f"/join#{open_office.join_code}")
    expect(dora.page.get_by_role("button", name="Join")).to_be_visible()
    assert asked == []
    dora.page.get_by_text("Wrong office?").click()
    expect(dora.page.get_by_role("link", name="Acme Ben")).to_be_visible()
    expect(dora.page.get_by_text("This office", exact=True)).to_have_count(0)
    assert asked


def test_a_list_without_an_office_says_why(open_office: ServedHost, people: People) -> None:
    dora = people("desktop")
    dora.open("/sign-in")
    dora.page.get_by_text("Wrong office?").click()
    # The host of this test was started with --no-discovery.
    expect(dora.page.get_by_text("Looking for other offices is turned off")).to_be_visible()


def test_a_new_host_offers_to_join_a_colleagues_office_instead(new_host: ServedHost, people: People) -> None:
    ana = people("desktop", name="127.0.0.1")
    hears(ana.page, ACME)
    visited: list[Any] = []

    def visit(route: Route) -> None:
        visited.append(route.request.post_data_json)
        route.fulfill(content_type="application/json", body=json.dumps({"ok": True, "opened": True}))

    ana.page.route("**/api/desktop/visit", visit)
    ana.open(f"/setup#{new_host.setup_token}")
    ana.page.get_by_text("Join the office found on this network").click()
    ana.page.get_by_role("button", name="Acme Ben").click()
    expect(ana.page.get_by_text("Acme opens in its own window.")).to_be_visible()
    assert visited == [{"url": ACME["url"], "office_id": "of2", "token": new_host.setup_token}]


def test_without_a_window_the_address_is_for_a_browser(new_host: ServedHost, people: People) -> None:
    """The host of this test serves without a screen: the real answer, and what the page makes of it."""
    ana = people("desktop", name="127.0.0.1")
    hears(ana.page, ACME)
    ana.open(f"/setup#{new_host.setup_token}")
    ana.page.get_by_text("Join the office found on this network").click()
    ana.page.get_by_text("Not in the list?").click()
    ana.page.get_by_label("Address").fill("javascript:alert(1)")
    ana.page.get_by_role("button", name="Open", exact=True).click()
    expect(ana.page.get_by_text("That's not an office's address.")).to_be_visible()
    ana.page.get_by_role("button", name="Acme Ben").click()
    expect(ana.page.get_by_role("link", name="Acme Ben")).to_be_visible()
    ana.allow("400")


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_axe_and_fingers_find_nothing_wrong_with_the_lists(new_host: ServedHost, people: People, kind: str) -> None:
    ana = people(kind, name="127.0.0.1", color_scheme="dark" if kind == "phone" else "light")
    hears(ana.page, OURS, ACME, TWIN)
    ana.open(f"/setup#{new_host.setup_token}")
    ana.page.get_by_text("Join one of 2 offices found on this network").click()
    expect(ana.page.get_by_role("button", name="Acme Ben")).to_be_visible()
    assert [found["id"] for found in violations(ana.page)] == []
    new_host.set_up()
    ana.open(f"/join#{new_host.join_code}")
    ana.page.get_by_text("Wrong office?").click()
    expect(ana.page.get_by_role("link", name="Acme Ben")).to_be_visible()
    assert [found["id"] for found in violations(ana.page)] == []
    ana.sign_in_as(new_host.ana).enter("/")
    house = ana.page.get_by_role("button", name="Harbour Street")
    house.click()
    row = ana.page.get_by_role("button", name="Acme Ben")
    expect(row).to_be_visible()
    assert [found["id"] for found in violations(ana.page)] == []
    if kind == "phone":
        assert min(each.bounding_box()["height"] for each in (house, row)) >= 44  # type: ignore[index]
