"""Moves bytes through a gevent socket without waiting, plainly or by TLS; used in lanes.

The greenlet that owns the socket waits meanwhile, so that nobody else uses it. BLOCKED means that the socket has to
become ready first."""

import os
import ssl
from typing import Any

BLOCKED = -1


class PlainWire:
    """A TCP socket."""

    sends_files = hasattr(os, "sendfile")

    def __init__(self, sock: Any) -> None:
        self._sock = sock._sock

    def send(self, data: memoryview) -> int:
        """Sends some of DATA and returns how many bytes, or BLOCKED. Raises OSError when the connection has ended."""
        try:
            return self._sock.send(data)  # type: ignore[no-any-return]
        except BlockingIOError:
            return BLOCKED

    def send_file(self, file: int, start: int, count: int) -> int:
        """Sends up to COUNT bytes of the open file FILE from START on; as `send`. Returns 0 at the end of the file."""
        try:
            return os.sendfile(self._sock.fileno(), file, start, count)  # type: ignore[attr-defined,no-any-return,unused-ignore]
        except BlockingIOError:
            return BLOCKED

    def receive(self, space: memoryview) -> int:
        """Fills some of SPACE and returns how many bytes, 0 when the client has closed, or BLOCKED. Raises OSError."""
        try:
            return self._sock.recv_into(space)  # type: ignore[no-any-return]
        except BlockingIOError:
            return BLOCKED


class TlsWire:
    """A TLS connection. Its methods do what those of PlainWire do."""

    sends_files = False

    def __init__(self, sock: Any) -> None:
        self._tls = sock._sslobj

    def send(self, data: memoryview) -> int:
        """As PlainWire. After BLOCKED the same bytes have to be sent again, as OpenSSL demands."""
        try:
            return self._tls.write(data)  # type: ignore[no-any-return]
        except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
            return BLOCKED

    def send_file(self, file: int, start: int, count: int) -> int:
        """Raises NotImplementedError: the bytes have to be encrypted first."""
        raise NotImplementedError

    def receive(self, space: memoryview) -> int:
        """As PlainWire."""
        try:
            return self._tls.read(len(space), space)  # type: ignore[no-any-return]
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return BLOCKED
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return 0


Wire = PlainWire | TlsWire


def wire_of(sock: Any) -> Wire:
    """Returns the wire of a gevent socket."""
    return TlsWire(sock) if isinstance(sock, ssl.SSLSocket) or hasattr(sock, "_sslobj") else PlainWire(sock)
