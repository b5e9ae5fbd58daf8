"""Opens many connections at once in one thread, as an attacker does."""

import contextlib
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.support.fault_site import Site

# Attackers use another address than the people whose service is measured.
STRANGER = "127.0.0.3"
ESTABLISHED = "01"  # the state of a connection that neither end has closed, in /proc/net/tcp


class ConnectionGroup:
    """`size` connections. `alive` counts those that the host has not closed; what it answers is thrown away."""

    def __init__(self, site: Site, size: int, greeting: bytes, *, source: str = STRANGER, reads: bool = True) -> None:
        self._selector = selectors.DefaultSelector()
        self.sockets: list[socket.socket] = []
        try:
            for _ in range(size):
                self._connect(("127.0.0.1", site.port), greeting, source, reads)
        except BaseException:
            self.close()  # sockets that are left open would fail a later test
            raise

    def _connect(self, place: tuple[str, int], greeting: bytes, source: str, reads: bool) -> None:
        sock = socket.socket()
        self.sockets.append(sock)
        if not reads:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        sock.bind((source, 0))
        sock.settimeout(30)
        sock.connect(place)
        with contextlib.suppress(OSError):
            sock.sendall(greeting)
        sock.setblocking(False)
        if reads:
            self._selector.register(sock, selectors.EVENT_READ)

    @property
    def alive(self) -> int:
        self._look(0)
        return len(self.sockets)

    @property
    def held_by_host(self) -> int:
        """How many the host has not closed, also where what it has sent was not read and its end is not seen here."""
        ours = {sock.getsockname() for sock in self.sockets}
        return len(ours & _held_from())

    def drip(self, piece: bytes) -> None:
        """Sends `piece` on every connection."""
        for sock in list(self.sockets):
            try:
                sock.send(piece)
            except BlockingIOError:
                pass
            except OSError:
                self._drop(sock)

    def _look(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            sock = key.fileobj
            assert isinstance(sock, socket.socket)
            try:
                if sock.recv(65_536):
                    continue
            except BlockingIOError:
                continue
            except OSError:
                pass
            self._drop(sock)

    def _drop(self, sock: socket.socket) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(sock)
        self.sockets.remove(sock)
        sock.close()

    def close(self) -> None:
        """Closes all connections."""
        for sock in list(self.sockets):
            self._drop(sock)
        self._selector.close()


@contextlib.contextmanager
def connection_group(
    site: Site, size: int, greeting: bytes, *, source: str = STRANGER, reads: bool = True
) -> Iterator[ConnectionGroup]:
    found = ConnectionGroup(site, size, greeting, source=source, reads=reads)
    try:
        yield found
    finally:
        found.close()


def request(site: Site, first: str, *headers: str, end: str = "\r\n\r\n") -> bytes:
    """Returns the bytes of an HTTP request with the request line `first`."""
    return "\r\n".join([first, f"Host: 127.0.0.1:{site.port}", *headers]).encode() + end.encode()


def handshake(site: Site, cookie: str = "") -> bytes:
    """Returns the bytes of a WebSocket handshake."""
    return request(
        site,
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Origin: http://127.0.0.1:{site.port}",
        *([f"Cookie: {cookie}"] if cookie else []),
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
    )


def _held_from() -> set[tuple[str, int]]:
    """The places from which connections come that a process of this computer has open."""
    entries = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    return {_place(remote) for _, _, remote, state, *_ in entries if state == ESTABLISHED}


def _place(text: str) -> tuple[str, int]:
    """Reads an address as Linux writes it: hexadecimal, in the order of this computer's bytes."""
    address, port = text.split(":")
    return socket.inet_ntoa(int(address, 16).to_bytes(4, sys.byteorder)), int(port, 16)


def held(site: Site, seconds: float = 5.0) -> tuple[int, int]:
    """Returns the memory in kB and the threads of the host once its memory no longer shrinks, or after `seconds`."""
    end = time.monotonic() + seconds
    least = site.usage()
    while time.monotonic() < end:
        time.sleep(0.2)
        now = site.usage()
        if now.memory >= least.memory:
            break
        least = now
    return least.memory, least.threads
