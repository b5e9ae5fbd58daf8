"""Performs the WebSocket handshake (RFC 6455, 4.2) on the socket of a WSGI request.

The server class is that of simple-websocket, and only its method `handshake` is overridden. The original one builds the
text of the request again, so that wsproto and h11 can parse it. That takes 0.7 ms of CPU a connection, which 500 pages
would need at the same time when they reconnect.
"""

import base64
import binascii
import hashlib
import re
import socket
from collections.abc import Callable
from typing import Any

import simple_websocket

UNSENT_BYTES = 131_072  # bytes that the kernel may hold unsent for one connection, as they use the host's memory too
MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
KEY = re.compile(r"[A-Za-z0-9+/]{22}==")  # 16 bytes

# No extension is accepted. Every browser offers permessage-deflate, which would compress the same bytes again for each
# connection.
ANSWER = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n"
)


class HandshakeError(Exception):
    """The request is not a valid WebSocket handshake."""


class NullThread:
    """Does nothing. It replaces the thread and the event of simple-websocket, because the hub reads the socket."""

    name = ""

    def __init__(self, target: Callable[[], None] | None = None) -> None:
        pass

    def start(self) -> None:
        pass

    def set(self) -> None:
        pass


class Handshake(simple_websocket.Server):  # type: ignore[misc]
    """Performs the handshake on the given socket.

    The socket is passed under the key of werkzeug: under that of gevent, simple-websocket would create a second one.
    """

    def __init__(self, environ: dict[str, Any], sock: Any) -> None:
        self._answer = ANSWER.format(_accept(environ)).encode()
        super().__init__({"werkzeug.socket": sock}, thread_class=NullThread, event_class=NullThread)

    def handshake(self) -> None:
        self.sock.sendall(self._answer)
        self.connected = True


def shake_hands(environ: dict[str, Any]) -> Any:
    """Performs the handshake and returns the gevent socket of the request. Raises HandshakeError.

    Nagle's algorithm is turned off: with it, an ack after a broadcast could wait 40 ms for the peer's delayed ACK.
    """
    source = environ["wsgi.input"]
    sock = getattr(source, "rfile", source).raw._sock
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
        Handshake(environ, sock)
    except OSError as error:
        raise HandshakeError(str(error)) from error
    environ.get("network.upgraded", _nothing)()
    return sock


def _nothing() -> None:
    """Does nothing. It is used when the server does not provide `network.upgraded`."""


def take_over(sock: Any) -> socket.socket:
    """Detaches the plain socket from the gevent socket `sock`, so that pywsgi does not close it, and returns it."""
    plain = socket.socket(fileno=sock.detach())
    plain.setblocking(False)
    return plain


def _accept(environ: dict[str, Any]) -> str:
    """Returns the value of Sec-WebSocket-Accept for the request. Raises HandshakeError when it is not a handshake."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    if (
        environ["REQUEST_METHOD"] != "GET"
        or "websocket" not in _tokens(environ, "HTTP_UPGRADE")
        or "upgrade" not in _tokens(environ, "HTTP_CONNECTION")
        or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13"
        or not _is_key(key)
    ):
        raise HandshakeError("not a WebSocket handshake")
    return base64.b64encode(hashlib.sha1((key + MAGIC).encode(), usedforsecurity=False).digest()).decode()


def _tokens(environ: dict[str, Any], name: str) -> list[str]:
    return [token.strip().lower() for token in environ.get(name, "").split(",")]


def _is_key(key: str) -> bool:
    try:
        return KEY.fullmatch(key) is not None and len(base64.b64decode(key, validate=True)) == 16
    except binascii.Error:
        return False
