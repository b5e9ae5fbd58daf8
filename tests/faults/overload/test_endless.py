"""One connection that asks without end, without an account. The others are answered, and the host can stop."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.conftest import OpenSite
from tests.faults.support.attack import STRANGER, request
from tests.faults.support.fault_site import Site
from tests.support.hosts.tiny_server import until

AT_ONCE = 200  # requests in one piece
ANSWER_SECONDS = 30.0  # an answer comes within this on any machine
IN_VAIN_SECONDS = 3.0  # where none comes


class Endless:
    """Asks over one connection for as long as it is open; `answers` counts what came back."""

    def __init__(self, site: Site) -> None:
        self.answers = 0
        self._asked = request(site, "GET /healthz HTTP/1.1") * AT_ONCE
        self._sock = socket.create_connection(("127.0.0.1", site.port), 10, (STRANGER, 0))
        self._sock.settimeout(None)
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._ask, self._read)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(30)
        self._sock.close()

    def _ask(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._sock.sendall(self._asked)

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while data := self._sock.recv(1 << 20):
                self.answers += data.count(b"HTTP/1.1 ")


@contextmanager
def flooded(site: Site) -> Iterator[Endless]:
    endless = Endless(site)
    try:
        until(lambda: endless.answers > AT_ONCE)
        yield endless
    finally:
        endless.close()


def is_answered(site: Site, seconds: float) -> bool:
    with socket.create_connection(("127.0.0.1", site.port), seconds) as sock:
        sock.sendall(request(site, "GET /healthz HTTP/1.1", "Connection: close"))
        try:
            return sock.recv(100).startswith(b"HTTP/1.1 200 ")
        except TimeoutError:
            return False


def ended(site: Site) -> int:
    site.host.process.terminate()
    return site.host.process.wait(20)


def test_the_others_are_answered_beside_one_who_asks_without_end_and_the_host_stops_in_order(
    open_site: OpenSite,
) -> None:
    site = open_site(1)
    with flooded(site):
        assert is_answered(site, ANSWER_SECONDS)
        assert ended(site) == 0
    assert site.host.errors == ""
    assert "did not end in time" not in site.host.log
    assert not (site.folder / "ready.json").exists()


def test_a_host_that_cannot_stop_in_order_ends_at_once_and_says_so(open_site: OpenSite) -> None:
    """A hub that works on without end never hears that it is to stop."""
    site = open_site(1, without="fair_shares")
    with flooded(site):
        until(lambda: not is_answered(site, IN_VAIN_SECONDS))
        assert ended(site) == 0
    assert "The thread server did not end in time, so the program ends without it." in site.host.log
    assert site.host.errors == ""
    assert not (site.folder / "ready.json").exists()
    assert site.stored() == []
