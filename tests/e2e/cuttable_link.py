"""A network that can be cut: bytes pass between a browser and the host until the test says no."""

import contextlib
import re
import select
import socket
import threading
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.support.browsers.pages import CUT_ADDRESS

WEBSOCKET = b"upgrade: websocket"  # what begins one, in small letters


class Link:
    """Listens on the host's own port at another loopback address, so that the host's name check is satisfied."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._silent = threading.Event()
        self._listener: socket.socket | None = None
        self.heal()

    def cut(self) -> None:
        """Every connection breaks, and no new one comes through."""
        listener, self._listener = self._listener, None
        if listener:
            _close(listener)
        for pair in list(self._pairs):
            for end in pair:
                _close(end)

    def heal(self) -> None:
        self._silent.clear()
        if self._listener is None:
            self._listener = socket.create_server((CUT_ADDRESS, self._port))
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def swallow(self) -> None:
        """Connections stay open, but nothing arrives: a phone out of reach."""
        self._silent.set()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self._port))
                except OSError:  # the host is not there now, and may be when the next one comes
                    _close(near)
                    continue
                self._pairs.add((near, far))
                if self._listener is not listener:  # cut meanwhile, perhaps before this pair could be found
                    for end in (near, far):
                        _close(end)
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        pair = (near, far)
        with contextlib.suppress(OSError, ValueError):
            while self._pass_on(near, far):
                pass
        self._pairs.discard(pair)
        for end in pair:
            _close(end)

    def _pass_on(self, near: socket.socket, far: socket.socket) -> bool:
        for ready in select.select([near, far], [], [])[0]:
            data = ready.recv(65_536)
            if not data or (ready is near and not self._lets_through(data, near)):
                return False
            if not self._silent.is_set():
                (far if ready is near else near).sendall(data)
        return True

    def _lets_through(self, data: bytes, near: socket.socket) -> bool:
        """Whether what a browser sends comes through. If not, its connection breaks."""
        return True


def _close(end: socket.socket) -> None:
    # A thread that waits in accept or select is woken by a shutdown, not by a close.
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def link_to(url: str) -> Iterator[Link]:
    link = Link(int(url.rsplit(":", 1)[1]))
    try:
        yield link
    finally:
        link.cut()


def stay(page: Page) -> None:
    """The office has another address too. A page that has settled before its link is cut would soon go there."""
    page.route(re.compile(r"/api/hello\?challenge="), lambda route: route.abort())
