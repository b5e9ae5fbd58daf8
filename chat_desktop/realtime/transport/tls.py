"""The same WebSocket over TLS: gevent's SSLSocket cannot be taken apart, so the request's greenlet reads it."""

import contextlib
import socket
from typing import Any

import gevent

from chat_desktop import fair_share
from chat_desktop.realtime.transport.listener import Listener
from chat_desktop.realtime.transport.outbox import Outbox
from chat_desktop.realtime.transport.websocket import RECEIVE_BYTES, WebSocket


class TlsWebSocket(WebSocket):
    """One greenlet while it lives, another while it writes. Slower than the plain one, and the same in every rule."""

    __slots__ = ("_over",)

    def __init__(self, sock: Any, outbox: Outbox, listener: Listener) -> None:
        self._over = False
        super().__init__(sock, outbox, listener)

    def run(self) -> None:
        """In the request's greenlet, until the connection is over."""
        while not self._over:
            try:
                data = self._sock.recv(RECEIVE_BYTES)
            except OSError:
                data = b""
            if data:
                fair_share.wait(self)  # what has arrived already is read without waiting for the network
                self.take(data)
            else:
                self._shut()
            if not self._busy:
                self._busy = True
                self._work()

    def transmit(self, data: bytes, largest: int) -> None:
        self._hold(data, largest)

    def _listen(self) -> None:
        pass  # `run` does

    def _half_close(self) -> None:
        self._sock._sock.shutdown(socket.SHUT_WR)  # gevent's own would take TLS off under the reader

    def _close_socket(self) -> None:
        # The file that pywsgi reads requests from keeps the descriptor open, and `run` waiting on it.
        self._over = True
        with contextlib.suppress(OSError):
            self._sock._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()

    def _wake(self) -> None:
        # `run` handles what it has read before it reads on; only the end cannot wait for what may never come.
        if self._ended:
            super()._wake()

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
