"""Receives a large body: a greenlet waits for the socket, a lane takes what is there and hands it to a writer.

A client may take any time as long as it sends: it is cut after SILENT_SECONDS without a byte, and when it sent fewer
than MIN_BYTES_PER_SECOND during RATE_SECONDS. Only the time counts in which the host waited for the client."""

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from gevent.socket import wait_read

from chat_desktop.errors import TooLarge
from chat_desktop.file_transfer import IsAllowed, always
from chat_desktop.network.transfers.lanes import Lanes
from chat_desktop.network.transfers.permission import ASK_SECONDS, Permission
from chat_desktop.network.transfers.places import Place, Places
from chat_desktop.network.transfers.turns import Turn
from chat_desktop.network.transfers.wire import BLOCKED, Wire, wire_of

SILENT_SECONDS = 30.0
MIN_BYTES_PER_SECOND, RATE_SECONDS = 65_536, 60.0
MOVE_BYTES = 8 << 20  # received by a lane at once, before another account has its turn
PIECE_BYTES = 1 << 20  # given to the writer at once; each lane has a buffer of this size
SMALL_BYTES = 262_144  # a body of this size needs no place (places.py)
MORE = 1  # a piece is full and there may be more bytes; beside 0 and BLOCKED of wire.py
WAKE_BYTES = 262_144  # the greenlet wakes when so much has arrived, or a second has passed

Write = Callable[[memoryview], Any]


class SlowClientClock:
    """Notes how long the host waited for a client and what came, and tells whether the client is too slow."""

    def __init__(self) -> None:
        self._silent = self._waited = 0.0
        self._received = 0

    def is_too_slow(self, waited_seconds: float, received: int) -> bool:
        """Notes one wait and the bytes that came after it."""
        self._silent = 0.0 if received else self._silent + waited_seconds
        self._waited += waited_seconds
        self._received += received
        if self._silent >= SILENT_SECONDS:
            return True
        if self._waited < RATE_SECONDS:
            return False
        is_slow = self._received < MIN_BYTES_PER_SECOND * self._waited
        self._waited, self._received = 0.0, 0
        return is_slow


class RequestBody(Protocol):
    """The body of the request (request_body.py), of which the bytes before `position` have been read."""

    rfile: Any
    position: int
    broken: bool

    def invite(self) -> None:
        """Answers `Expect: 100-continue`."""


class Receiver:
    """Implements BodyReceiver (file_transfer.py) for the socket SOCK, on which BODY of SIZE bytes arrives.

    `account()` is who uses the place and the lanes; `shut_down()` ends the connection; `free_permit()` is called before
    the body is received, since the requests of a page must not wait for it."""

    def __init__(
        self,
        sock: Any,
        body: RequestBody,
        size: int,
        lanes: Lanes,
        places: Places,
        account: Callable[[], Hashable],
        shut_down: Callable[[], None],
        free_permit: Callable[[], None],
    ) -> None:
        self.size = size
        self._sock, self._body, self._wire = sock, body, wire_of(sock)
        self._lanes, self._places, self._account = lanes, places, account
        self._shut_down, self._free_permit = shut_down, free_permit
        self._low_water = 1
        self._is_cut = False

    def receive(self, write: Write, limit: int, is_allowed: IsAllowed = always) -> int:
        """Does what BodyReceiver.receive says. Raises TooLarge, RateLimited, and what `write` raises."""
        if self.size > limit:
            raise TooLarge
        self._free_permit()
        body, begun = self._body, self._body.position
        with self._place() as place:
            body.broken = True  # until all bytes are there: whatever is raised, the rest cannot be read any more
            if not self._is_cut and self._invite():
                self._take_buffered(write)
                self._take_rest(write, is_allowed, place)
            body.broken = body.position < self.size
        self._wake_at(1)
        return body.position - begun

    def cut(self) -> None:
        """Ends the connection; a running `receive` returns soon."""
        self._is_cut = True
        self._shut_down()

    def drain(self, seconds: float) -> None:
        """Drops the rest of the body for at most SECONDS. Raises OSError when the connection has ended."""
        end = time.monotonic() + seconds
        while self._body.position < self.size and not self._is_cut and time.monotonic() < end:
            state = self.run(self._move, len)
            if state is False:
                return
            if state is None:
                self._wait(None)

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Runs a function in a lane and returns its result. Raises what it raises."""
        return self._lanes.run(self._account(), function, *args)

    def _place(self) -> AbstractContextManager[Place | None]:
        return nullcontext() if self.size <= SMALL_BYTES else self._places.hold(self._account(), self.cut)

    def _invite(self) -> bool:
        try:
            self._body.invite()
        except OSError:
            return False
        return True

    def _take_buffered(self, write: Write) -> None:
        """Takes the bytes that were read together with the head of the request."""
        timeout = self._sock.gettimeout()
        self._sock.settimeout(0.0)
        try:
            data = self._body.rfile.read1(min(PIECE_BYTES, self.size - self._body.position)) or b""
        except OSError:  # nothing is there yet, or the connection has ended, which the next step notices
            data = b""
        finally:
            self._sock.settimeout(timeout)
        if data:
            self.run(write, memoryview(data))
            self._body.position += len(data)

    def _take_rest(self, write: Write, is_allowed: IsAllowed, place: Place | None) -> None:
        clock, permission, waited = SlowClientClock(), Permission(is_allowed), 0.0
        while self._body.position < self.size and not self._is_cut:
            before = self._body.position
            state = self.run(self._move, write) if permission.holds() else False
            moved = self._body.position - before
            if state is False or clock.is_too_slow(waited, moved):
                self.cut()
                return
            if place is not None and moved:
                self._places.note_waiting(place, False)
            waited = self._wait(place) if state is None else 0.0

    def _move(self, write: Write) -> bool | None:
        """Takes what comes during one turn of a lane. Returns what `_take` does."""
        turn = Turn(self._lanes, self._sock)
        while True:
            state = self._take(write)
            is_over = state is False or self._body.position >= self.size or not turn.goes_on()
            if is_over or (state is None and not self._becomes_ready(turn)):
                return state

    def _becomes_ready(self, turn: Turn) -> bool:
        # Where the system wakes for each few bytes, and for the last ones, the hub waits.
        is_much = self._low_water <= self.size - self._body.position
        return self._low_water > 1 and is_much and turn.becomes_ready(is_sending=False)

    def _take(self, write: Write) -> bool | None:
        """Takes what is there, in a lane. Returns None when nothing more is there, False at the end, else True."""
        body, space = self._body, _space()
        limit = min(self.size, body.position + MOVE_BYTES)
        while body.position < limit:
            filled, state = _fill(self._wire, space[: limit - body.position])
            if filled:
                write(space[:filled])
                body.position += filled
            if state != MORE:
                return None if state == BLOCKED else False
        return True

    def _wait(self, place: Place | None) -> float:
        """Waits for bytes for at most ASK_SECONDS, and returns for how many seconds."""
        if place is not None:
            self._places.note_waiting(place, True)
        self._wake_at(min(WAKE_BYTES, self.size - self._body.position))
        began = time.monotonic()
        with contextlib.suppress(TimeoutError):
            wait_read(self._sock.fileno(), timeout=ASK_SECONDS)
        return time.monotonic() - began

    def _wake_at(self, count: int) -> None:
        # Elsewhere a socket may never hold as many bytes, and would be read only once a second.
        if count != self._low_water and sys.platform == "linux":
            self._low_water = count
            with contextlib.suppress(OSError):
                self._sock._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, count)


def _fill(wire: Wire, space: memoryview) -> tuple[int, int]:
    """Fills SPACE with what is there. Returns how many bytes, and MORE when SPACE is full, else BLOCKED, or 0 when the
    client has closed or the connection has failed.

    A writer with a few large pieces needs less time than with many small ones, and TLS brings 16 kB at a time."""
    filled = 0
    while filled < len(space):
        try:
            count = wire.receive(space[filled:])
        except OSError:
            count = 0
        if count <= 0:
            return filled, count
        filled += count
    return filled, MORE


_of_thread = threading.local()


def _space() -> memoryview:
    """Returns the buffer of the running lane."""
    try:
        return _of_thread.space  # type: ignore[no-any-return]
    except AttributeError:
        _of_thread.space = memoryview(bytearray(PIECE_BYTES))
        return _of_thread.space  # type: ignore[no-any-return]
