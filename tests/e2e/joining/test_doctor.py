"""The doctor's panel beside a phone that comes to the door: what the owner sees while it gets in, or does not."""

import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.cuttable_link import WEBSOCKET, Link
from tests.support.browsers.pages import CUT_NAME, PATIENCE_MS, People
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


class CutsWebSockets(Link):
    """A proxy that lets HTTP through and breaks what asks to become a WebSocket, or whatever else has `cuts` in it."""

    cuts = WEBSOCKET

    def _lets_through(self, data: bytes, near: socket.socket) -> bool:
        return self.cuts not in data.lower()


@pytest.fixture
def cutter(new_host: ServedHost) -> Iterator[CutsWebSockets]:
    link = CutsWebSockets(int(new_host.url.rsplit(":", 1)[1]))
    yield link
    link.cut()


def panel(people: People, ana: Browser) -> Page:
    """The doctor, opened by the owner from where she invites."""
    page = people("desktop", ana).enter()
    page.get_by_role("button", name="Invite people nearby").click()
    page.get_by_role("button", name="Someone can't join?").click()
    expect(page.get_by_role("heading", name="Try it with a phone")).to_be_visible()
    expect(page.get_by_text(re.compile("to check|Nothing on this computer"))).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator(".arrivals > li")


def done(row: Locator) -> Locator:
    return row.locator(".steps [data-done]")


def join(phone: Page, name: str) -> None:
    phone.get_by_label("Your name").fill(name)
    phone.get_by_label("Choose a password", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name=re.compile("^Join")).click()


def test_a_phone_is_seen_at_each_step_until_it_is_in(open_office: ServedHost, people: People) -> None:
    page = panel(people, open_office.ana)
    expect(page.get_by_text("Waiting for a device…")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    phone = people("phone", user_agent=ANDROID).open(f"/join#{open_office.join_code}")
    row = rows(page)
    expect(row).to_contain_text("Chrome on Android")
    expect(done(row)).to_have_count(2)
    expect(page.get_by_text("Waiting for a device…")).to_have_count(0)
    join(phone, "Cleo")
    expect(row).to_have_attribute("data-state", "in")
    expect(done(row)).to_have_count(4)
    expect(row).to_contain_text("Cleo")
    expect(row).to_contain_text("Connected.")


def test_a_proxy_that_cuts_websockets_is_told_and_the_phone_is_in_by_polling(
    open_office: ServedHost, people: People, cutter: CutsWebSockets
) -> None:
    page = panel(people, open_office.ana)
    person = people("phone", name=CUT_NAME, user_agent=ANDROID)
    person.allow("WebSocket connection to .* failed")
    phone = person.open(f"/join#{open_office.join_code}")
    join(phone, "Cleo")
    row = rows(page)
    expect(row).to_have_attribute("data-problem", "polling", timeout=2 * PATIENCE_MS)
    expect(row).to_have_attribute("data-state", "in")
    expect(row).to_contain_text("without a WebSocket")
    expect(row).to_contain_text("A proxy, VPN or security program")


def test_a_network_that_lets_no_live_connection_through_is_told_by_the_page_itself(
    open_office: ServedHost, people: People, cutter: CutsWebSockets
) -> None:
    cutter.cuts = b"/socket.io/"
    page = panel(people, open_office.ana)
    person = people("phone", name=CUT_NAME, user_agent=ANDROID)
    person.allow("WebSocket connection to .* failed", "Failed to load resource")
    join(person.open(f"/join#{open_office.join_code}"), "Cleo")
    row = rows(page)
    expect(row).to_have_attribute("data-problem", "socket_missing", timeout=2 * PATIENCE_MS)
    expect(row.locator("[data-stopped]")).to_contain_text("Online")
    expect(row).to_contain_text("Cleo")
    expect(row).to_contain_text("the live connection doesn't open")
