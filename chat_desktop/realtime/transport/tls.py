"""Implements a WebSocket over TLS, which is read in the greenlet of its request.

A plain socket can be detached from gevent. The SSLSocket of gevent cannot.
"""

import contextlib
import socket
from typing import Any

import gevent

from chat_desktop import fair_share
from chat_desktop.realtime.transport.listener import Listener
from chat_desktop.realtime.transport.outbox import Outbox
from chat_desktop.realtime.transport.websocket import RECEIVE_BYTES, WebSocket


class TlsWebSocket(WebSocket):
    """A WebSocket that needs one greenlet while it is open and another while it writes.

    It is slower than the plain WebSocket, and follows the same rules.
    """

    __slots__ = ("_over",)

    def __init__(self, sock: Any, outbox: Outbox, listener: Listener) -> None:
        self._over = False
        super().__init__(sock, outbox, listener)

    def run(self) -> None:
        """Reads and handles messages in the greenlet of the request until the connection is closed."""
        while not self._over:
            try:
                data = self._sock.recv(RECEIVE_BYTES)
            except OSError:
                data = b""
            if data:
                fair_share.wait(self)  # recv() does not switch greenlets when data has already arrived
                self.take(data)
            else:
                self._shut()
            if not self._busy:
                self._busy = True
                self._work()

    def transmit(self, data: bytes, largest: int) -> None:
        """Queues `data` for the writing greenlet. `largest` is described in `Backlog.add`."""
        self._hold(data, largest)

    def _listen(self) -> None:
        pass  # `run` reads the socket

    def _half_close(self) -> None:
        self._sock._sock.shutdown(socket.SHUT_WR)  # gevent's shutdown would remove TLS while `run` still reads

    def _close_socket(self) -> None:
        # The file from which pywsgi reads requests keeps the descriptor open, so `run` has to be woken by a shutdown.
        self._over = True
        with contextlib.suppress(OSError):
            self._sock._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()

    def _wake(self) -> None:
        # `run` handles the inbox after each read. Only the end of the connection must not wait for another read.
        if self._ended:
            super()._wake()

    def _await_room(self) -> None:
        gevent.spawn_raw(self._pump)

    def _pump(self) -> None:
        while (backlog := self._backlog) is not None and backlog.size:
            data = bytes(backlog.head())
            backlog.took(len(data))  # before sending: OpenSSL requires that a TLS record it has begun is completed
            try:
                self._sock.sendall(data)
            except OSError:
                self.abort()
                return
        self._drained()
