"""Reads the body of a request into memory, within a time limit, before the request is answered.

A body that may be larger than MAX_BODY_BYTES is received by its route instead (network/transfers/receiving.py)."""

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
MAX_BODY_BYTES = 1 << 20  # of an ordinary request
PIECE_BYTES = 16_384


class ClientTimeoutError(Exception):
    """A client took too long to send or to read."""


class Body(Input):  # type: ignore[misc]
    """A request body that has to arrive completely within BODY_SECONDS. Reading raises Invalid when it does not.

    `is_large` tells that its route may receive it in another way. `broken` tells that the connection cannot be used for
    a further request, because bytes of the body are missing or unread."""

    __slots__ = ("_deadline", "broken", "is_large")

    rfile: Any
    position: Any

    def __init__(self, rfile: Any, length: int | None, sock: Any, is_large: bool = False) -> None:
        super().__init__(rfile, length, socket=sock)
        self._deadline = time.monotonic() + BODY_SECONDS
        self.broken, self.is_large = False, is_large

    @property
    def unread(self) -> int:
        """How many bytes the client still has to send or has sent unread."""
        return (self.content_length or 0) - int(self.position)

    @property
    def ends_connection(self) -> bool:
        """Whether the rest of the body is too long to be read only so that the connection can be used again."""
        return self.broken or (self.is_large and self.unread > 0)

    def invite(self) -> None:
        """Asks for the body if the client waits for that. Raises OSError when the connection has ended."""
        self._send_100_continue()

    def read_into_memory(self, holding: Holding) -> None:
        """Reads the whole body into memory and counts its bytes in HOLDING.

        Raises Invalid when it does not arrive in time, and RateLimited when its memory is needed for others."""
        pieces = []
        while piece := self.read(PIECE_BYTES):
            pieces.append(piece)
            holding.add(len(piece))
            if holding.is_cut:
                self.broken = True
                raise RateLimited(RETRY_SECONDS, "host_too_busy_right_now")
        self.rfile, self.position = BytesIO(b"".join(pieces)), 0

    def _do_read(self, length: int | None = None, use_readline: bool = False) -> bytes:
        if not self.content_length:
            return b""
        try:
            with gevent.Timeout(max(0.001, self._deadline - time.monotonic()), ClientTimeoutError):
                return super()._do_read(length, use_readline)  # type: ignore[no-any-return]
        except (ClientTimeoutError, OSError):
            self.broken = True
            raise Invalid("body", "rest_request_did_not_arrive") from None

    def _discard(self) -> None:
        if self.ends_connection:
            self.broken = True
            return
        with contextlib.suppress(ChatError):
            if not self.broken and self.socket is None:
                super()._discard()
                return
        self.broken = True


def read_body(environ: dict[str, Any], holding: Holding) -> None:
    """Reads the body of the request into memory if it comes from the project's own server and is not large.

    Raises Invalid or RateLimited, as `Body.read_into_memory` does."""
    body = environ.get("wsgi.input")
    if isinstance(body, Body) and not body.is_large:
        body.read_into_memory(holding)
