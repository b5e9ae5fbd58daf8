"""The same WebSocket over TLS: gevent's SSLSocket cannot be taken apart, so the request's greenlet reads it."""

import gevent

from .websocket import RECEIVE, WebSocket


class TlsWebSocket(WebSocket):
    """One greenlet while it lives, another while it writes. Slower than the plain one, and the same in every rule."""

    __slots__ = ()

    def run(self) -> None:
        """In the request's greenlet, until the connection is over."""
        while self._sock.fileno() >= 0:
            try:
                data = self._sock.recv(RECEIVE)
            except OSError:
                data = b""
            if data:
                self.take(data)
            else:
                self._shut()
            self._work()

    def transmit(self, data: bytes, largest: int) -> None:
        self._hold(data, largest)

    def _listen(self) -> None:
        pass  # `run` does

    def _wake(self) -> None:
        pass  # `run` handles what it has read before it reads on

    def _await_room(self) -> None:
        gevent.spawn_raw(self._pump)

    def _pump(self) -> None:
        while (backlog := self._backlog) is not None and backlog.size:
            data = bytes(backlog.head())
            backlog.took(len(data))  # before it is sent: OpenSSL wants a record finished that it has begun
            try:
                self._sock.sendall(data)
            except OSError:
                self.abort()
                return
        self._drained()
