"""From a WSGI request to a WebSocket (RFC 6455, 4.2): what must be asked, what is answered, and the socket is ours.

The server side is simple-websocket's; its `handshake`, the one method that its sides override, is ours. Its own
builds the request's text again for wsproto and h11 to parse: 0.7 ms of CPU a connection, and 500 pages that come back
after a sleep all pay it at once.
"""

import base64
import binascii
import hashlib
import re
import socket
from collections.abc import Callable
from typing import Any

import simple_websocket

UNSENT_BYTES = 131_072  # bytes the kernel may hold that have not left: a stalled reader costs its memory too
MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
KEY = re.compile(r"[A-Za-z0-9+/]{22}==")  # 16 bytes

# No extensions, whatever is offered: every browser offers permessage-deflate, and each connection would then
# compress the same bytes again.
ANSWER = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n"
)


class HandshakeError(Exception):
    """This request cannot become a WebSocket."""


class NullThread:
    """In place of the thread and the event that simple-websocket would start: the hub reads the socket."""

    name = ""

    def __init__(self, target: Callable[[], None] | None = None) -> None:
        pass

    def start(self) -> None:
        pass

    def set(self) -> None:
        pass


class Handshake(simple_websocket.Server):  # type: ignore[misc]
    """Shakes hands on a socket that it is given, under werkzeug's key: for gevent it would make a second one."""

    def __init__(self, environ: dict[str, Any], sock: Any) -> None:
        self._answer = ANSWER.format(_accept(environ)).encode()
        super().__init__({"werkzeug.socket": sock}, thread_class=NullThread, event_class=NullThread)

    def handshake(self) -> None:
        self.sock.sendall(self._answer)
        self.connected = True


def shake_hands(environ: dict[str, Any]) -> Any:
    """The request's own gevent socket, upgraded, with Nagle off (an ack behind a broadcast would wait 40 ms for the
    peer's delayed ACK). Raises HandshakeError."""
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
    """In place of our own server, which takes an upgraded connection off its list."""


def take_over(sock: Any) -> socket.socket:
    """The plain socket inside gevent's, without the greenlet that accepted it: pywsgi closes an empty shell."""
    plain = socket.socket(fileno=sock.detach())
    plain.setblocking(False)
    return plain


def _accept(environ: dict[str, Any]) -> str:
    """Sec-WebSocket-Accept for the request in `environ`. Raises HandshakeError."""
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
