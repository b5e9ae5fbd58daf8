"""Counts every request and every byte between a browser and the host, including icons and the manifest.

The tools of a browser leave these out.
"""

import contextlib
import re
import select
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

# The host's own port at another loopback address, so that its check of the name is satisfied.
NAME, ADDRESS = "counted.test", "127.0.0.5"
REQUEST = re.compile(rb"(?:GET|POST|PUT|PATCH|DELETE|HEAD) (\S+) HTTP/1\.1\r\n")
CHUNK_BYTES = 65_536
LOOK_SECONDS = 0.02


@dataclass
class CountingProxy:
    """A proxy. `requests` has the requested paths in order, and `received` the bytes of all responses with headers."""

    name: str
    port: int
    requests: list[str] = field(default_factory=list)
    received: int = 0
    asked_at: float = field(default_factory=time.monotonic)

    @property
    def url(self) -> str:
        """The URL of the host through the proxy."""
        return f"http://{self.name}:{self.port}"

    def begin(self) -> None:
        """Sets the counts to zero."""
        self.requests, self.received, self.asked_at = [], 0, time.monotonic()

    def quiet_seconds(self) -> float:
        """Returns the seconds since the last request."""
        return time.monotonic() - self.asked_at

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Passes bytes between the browser (`near`) and the host (`far`) until one side closes."""
        with near, far, contextlib.suppress(OSError):
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(CHUNK_BYTES)
                    if not data:
                        return
                    self._count(data, ready is near)
                    (far if ready is near else near).sendall(data)

    def _count(self, data: bytes, is_asked: bool) -> None:
        if not is_asked:
            self.received += len(data)
            return
        found = [path.decode("ascii", "replace") for path in REQUEST.findall(data)]
        if found:
            self.asked_at = time.monotonic()
            self.requests += found


@contextlib.contextmanager
def counted(url: str, name: str = NAME, address: str = ADDRESS) -> Iterator[CountingProxy]:
    """The proxy to the host at `url`; browsers reach it under `name`, which they are told to look for at `address`."""
    proxy = CountingProxy(name, int(url.rsplit(":", 1)[1]))
    with socket.create_server((address, proxy.port)) as listener:
        threading.Thread(target=_accept, args=(listener, proxy), name="proxy", daemon=True).start()
        yield proxy
        # A thread that waits in accept is woken by a shutdown, not by a close.
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, proxy: CountingProxy) -> None:
    with contextlib.suppress(OSError):
        while True:
            near, _ = listener.accept()
            far = socket.create_connection(("127.0.0.1", proxy.port))
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=proxy.carry, args=(near, far), name="proxy", daemon=True).start()
