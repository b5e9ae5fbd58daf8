"""Where no WebSocket comes through, a page polls, and no longer than it has to."""

import socket
from collections.abc import Iterator

import pytest

from tests.e2e.cuttable_link import WEBSOCKET, Link
from tests.e2e.joining.test_doctor import join
from tests.support.browsers.pages import CUT_NAME, People
from tests.support.hosts.host_process import ServedHost

LONGEST_WAIT_MS = 8_000  # for a connection


class BreaksOnce(Link):
    """A network that is out of order for a moment: once it is armed, it breaks the next WebSocket that begins."""

    is_armed = False

    def _lets_through(self, data: bytes, near: socket.socket) -> bool:
        breaks = self.is_armed and WEBSOCKET in data.lower()
        self.is_armed = self.is_armed and not breaks
        return not breaks


class SwallowsWebSockets(Link):
    """A proxy that takes the start of each WebSocket and answers nothing, until it is told to pass it on."""

    passes_on = False
    swallowed = 0

    def _lets_through(self, data: bytes, near: socket.socket) -> bool:
        if WEBSOCKET not in data.lower() or self.passes_on:
            return True
        self.swallowed += 1
        near.recv(1)  # until the browser gives it up; the host would close it before
        return False


@pytest.fixture
def link(new_host: ServedHost) -> Iterator[BreaksOnce]:
    found = BreaksOnce(int(new_host.url.rsplit(":", 1)[1]))
    yield found
    found.cut()


@pytest.fixture
def proxy(new_host: ServedHost) -> Iterator[SwallowsWebSockets]:
    found = SwallowsWebSockets(int(new_host.url.rsplit(":", 1)[1]))
    yield found
    found.cut()


def transports(host: ServedHost) -> list[str | None]:
    """Those of the devices that have come lately; None for one that has only looked at a page."""
    return [one["socket"] for one in host.ana.get("/api/doctor/arrivals").expect()["arrivals"]]


def test_a_page_whose_first_websocket_breaks_has_one_a_moment_later(
    open_office: ServedHost, people: People, link: BreaksOnce
) -> None:
    person = people("phone", name=CUT_NAME)
    person.allow("WebSocket connection to .* failed")
    tried: list[str] = []
    person.page.on("websocket", lambda found: tried.append(found.url))
    phone = person.open(f"/join#{open_office.join_code}")
    link.is_armed = True
    join(phone, "Cleo")
    person.await_link()
    person.await_that(lambda: "websocket" in transports(open_office), "a WebSocket")
    assert not link.is_armed
    assert len(tried) == 2


def test_a_page_polls_where_websockets_are_swallowed_and_has_one_when_they_come_through(
    open_office: ServedHost, people: People, proxy: SwallowsWebSockets
) -> None:
    person = people("phone", name=CUT_NAME)
    person.allow("WebSocket connection to .* failed", "WebSocket is closed before the connection is established")
    phone = person.open(f"/join#{open_office.join_code}")
    phone.clock.install()
    join(phone, "Cleo")
    person.await_that(lambda: proxy.swallowed, "the start of a WebSocket")
    phone.clock.fast_forward(LONGEST_WAIT_MS)
    person.await_link()
    person.await_that(lambda: "polling" in transports(open_office), "polling")
    proxy.passes_on = True
    person.go_offline()
    person.context.set_offline(False)
    person.await_that(lambda: "websocket" in transports(open_office), "a WebSocket")
