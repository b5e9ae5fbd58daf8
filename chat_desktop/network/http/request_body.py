"""The body of one request: whole, in time, and in memory before anybody's turn is spent on it."""

import contextlib
import time
from io import BytesIO
from typing import Any

import gevent
from gevent.pywsgi import Input

from chat_desktop.errors import ChatError, Invalid, RateLimited
from chat_desktop.network.http.connection_limits import RETRY_SECONDS
from chat_desktop.network.http.held_bytes import Holding

BODY_SECONDS = 30.0  # for a whole body
MAX_BODY_BYTES = 1 << 20  # one that is allowed to be larger is not taken into memory
PIECE_BYTES = 16_384


class ClientTimeoutError(Exception):
    """A client took longer than it may."""


class Body(Input):  # type: ignore[misc]
    """A body that has to arrive whole and in time. Both failures are the client's, so they are a ChatError."""

    __slots__ = ("_deadline", "broken")

    rfile: Any
    position: Any

    def __init__(self, rfile: Any, length: int | None, sock: Any) -> None:
        super().__init__(rfile, length, socket=sock)
        self._deadline = time.monotonic() + BODY_SECONDS
        self.broken = False

    def read_into_memory(self, holding: Holding) -> None:
        """All of it into memory, each piece counted in HOLDING. Raises ChatError."""
        pieces = []
        while piece := self.read(PIECE_BYTES):
            pieces.append(piece)
            holding.add(len(piece))
            if holding.is_cut:
                self.broken = True
                raise RateLimited(RETRY_SECONDS, "The host is too busy right now. Try again.")
        self.rfile, self.position = BytesIO(b"".join(pieces)), 0

    def _do_read(self, length: int | None = None, use_readline: bool = False) -> bytes:
        if not self.content_length:
            return b""
        try:
            with gevent.Timeout(max(0.001, self._deadline - time.monotonic()), ClientTimeoutError):
                return super()._do_read(length, use_readline)  # type: ignore[no-any-return]
        except (ClientTimeoutError, OSError):
            self.broken = True
            raise Invalid("body", "The rest of this request did not arrive in time.") from None

    def _discard(self) -> None:
        with contextlib.suppress(ChatError):
            if not self.broken and self.socket is None:
                super()._discard()
                return
        self.broken = True


def read_body(environ: dict[str, Any], holding: Holding) -> None:
    """Takes the body of the request before it is answered, if our own server has read its head. Raises ChatError."""
    body = environ.get("wsgi.input")
    if isinstance(body, Body) and (body.content_length or 0) <= MAX_BODY_BYTES:
        body.read_into_memory(holding)
