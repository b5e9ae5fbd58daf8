"""An office with every way in open, and what newcomers and the owner do there: for the tests of the ways in."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import NAME, People, Person, people_of
from tests.support.hosts.host_process import ServedHost, set_up_office

NUMBERS = count(1)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    """One office for all of these: each test brings people and rooms of its own."""
    with set_up_office(tmp_path_factory.mktemp("ways"), "--allow-host", NAME) as host:
        yield host


@pytest.fixture
def host(served: ServedHost) -> ServedHost:
    """With every way open."""
    open_ways(served, "link", "pin", "knock")
    return served


@pytest.fixture
def people(chromium: Chromium, host: ServedHost) -> Iterator[People]:
    with people_of(chromium, host) as present:
        yield present


@pytest.fixture
def eve() -> str:
    """The name of a newcomer whom nobody has met."""
    return f"Eve {next(NUMBERS)}"


@pytest.fixture
def lunch(host: ServedHost) -> tuple[str, str]:
    """An open room: its id and its name."""
    name = f"Lunch {next(NUMBERS)}"
    return host.ana.make_room(name), name


def open_ways(host: ServedHost, *ways: str) -> dict[str, Any]:
    found: dict[str, Any] = host.ana.patch("/api/invite", {"ways": ways}).expect()
    return found


def pin_of(host: ServedHost) -> str:
    return str(host.ana.get("/api/invite").expect()["pin"])


def code_of(host: ServedHost) -> str:
    return str(host.ana.get("/api/invite").expect()["join_url"].split("#")[1])


def make_link(host: ServedHost, **terms: Any) -> dict[str, Any]:
    found: dict[str, Any] = host.ana.post("/api/invites", {"role": "member"} | terms).expect(201)["invite"]
    return found


def fields(page: Page) -> int:
    return page.locator("form input:visible").count()


def knock(person: Person, name: str) -> str:
    """The digits on the newcomer's screen."""
    page = person.open("/join")
    page.get_by_role("button", name="No PIN? Ask to join").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Ask to join").click()
    expect(page.get_by_role("heading", name="You've asked to join")).to_be_visible()
    return re.sub(r"\D", "", page.locator(".digits").inner_text())


def open_panel(person: Person) -> Page:
    page = person.enter()
    page.get_by_role("button", name="Invite people nearby").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="How people join")).to_be_visible()
    return page
