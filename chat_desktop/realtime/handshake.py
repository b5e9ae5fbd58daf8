"""From a WSGI request to a WebSocket: simple-websocket shakes hands, then the socket is ours."""

import socket
from collections.abc import Callable
from typing import Any

import simple_websocket

UNSENT = 131_072  # bytes the kernel may hold that have not left: a stalled reader costs its memory too


class HandshakeError(Exception):
    """This request cannot become a WebSocket."""


class Inert:
    """In place of the thread and the event that simple-websocket would start."""

    name = ""

    def __init__(self, target: Callable[[], None] | None = None) -> None:
        pass

    def start(self) -> None:
        pass

    def set(self) -> None:
        pass


class Handshake(simple_websocket.Server):  # type: ignore[misc]
    """simple-websocket's side of the handshake, on a socket that it is given."""

    def __init__(self, environ: dict[str, Any], sock: Any) -> None:
        # No extensions: every browser offers permessage-deflate, and each connection would then compress the same
        # bytes again. The socket goes in under werkzeug's key, because for gevent simple-websocket makes a second one.
        asked = {key: value for key, value in environ.items() if key[:5] == "HTTP_"}
        asked.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        try:
            super().__init__({**asked, "werkzeug.socket": sock}, thread_class=Inert, event_class=Inert)
        except (simple_websocket.ConnectionError, simple_websocket.ConnectionClosed, OSError, ValueError) as error:
            raise HandshakeError(str(error)) from error
        except Exception as error:
            # wsproto and h11 have error trees of their own, and both mean the same to us
            raise HandshakeError(type(error).__name__) from error


def shake_hands(environ: dict[str, Any]) -> Any:
    """The request's own gevent socket, upgraded, with Nagle off (an ack behind a broadcast would wait 40 ms for the
    peer's delayed ACK). Raises HandshakeError."""
    source = environ["wsgi.input"]
    sock = getattr(source, "rfile", source).raw._sock
    Handshake(environ, sock)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
    return sock


def take_over(sock: Any) -> socket.socket:
    """The plain socket inside gevent's, without the greenlet that accepted it: pywsgi closes an empty shell."""
    plain = socket.socket(fileno=sock.detach())
    plain.setblocking(False)
    return plain
