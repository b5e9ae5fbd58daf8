"""Where the first WebSocket does not come through, a page polls no longer than it has to."""

import select
import socket
from collections.abc import Iterator

import pytest

from tests.e2e.cuttable_link import Link
from tests.e2e.joining.test_doctor import join
from tests.support.browsers.pages import CUT_NAME, People
from tests.support.hosts.host_process import ServedHost

HANDSHAKE = b"upgrade: websocket"


class BreaksOnce(Link):
    """A network that is out of order for a moment: once it is armed, it breaks the next WebSocket that begins."""

    is_armed = False

    def _pass_on(self, near: socket.socket, far: socket.socket) -> bool:
        for ready in select.select([near, far], [], [])[0]:
            data = ready.recv(65_536)
            if self.is_armed and HANDSHAKE in data.lower():
                self.is_armed = False
                return False
            if not data:
                return False
            (far if ready is near else near).sendall(data)
        return True


@pytest.fixture
def link(new_host: ServedHost) -> Iterator[BreaksOnce]:
    found = BreaksOnce(int(new_host.url.rsplit(":", 1)[1]))
    yield found
    found.cut()


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

    def transports() -> list[str | None]:
        """Those of the devices that have come lately; None for one that has only looked at a page."""
        return [one["socket"] for one in open_office.ana.get("/api/doctor/arrivals").expect()["arrivals"]]

    person.await_that(lambda: "websocket" in transports(), "a WebSocket")
    assert not link.is_armed
    assert len(tried) == 2
