"""Limits the open HTTP connections of one person, of one address and of all anonymous clients together.

A connection is anonymous until a request with a valid session arrives on it. Only anonymous connections are counted by
address, because a whole office may share one address (a router, a proxy). A connection beyond a limit is accepted as
provisional: its first request has to arrive within PROVISIONAL_SECONDS and has to belong to a person who is below
their own limit. The last places are reserved for the owner and for WebSocket handshakes. A WebSocket is not counted
here after its upgrade, because its session is counted instead (realtime/transport/socket_limits.py).

When a limit is reached, the connection that has been idle for the longest is closed, or else the one that has kept the
server waiting for the longest.
"""

import time
from collections.abc import Callable

import gevent

from chat_desktop.errors import RateLimited

MAX_PER_ADDRESS = 20  # anonymous connections of one address
MAX_PER_PERSON = 100  # a browser opens six, and some people use ten browsers
ANONYMOUS_SHARE = 4  # all anonymous connections together may use a quarter of the places
RESERVED, RESERVED_SHARE = 64, 4  # reserved places, but at most a quarter of all
PROVISIONAL_SECONDS = 1.0  # the first request of a provisional connection has to arrive in this time
EVICTABLE_AFTER_SECONDS = 1.0  # the server has waited this long for a client before it may close its connection
RETRY_SECONDS = 5.0  # a client that was refused may try again after this time


class Slot:
    """The place of one open connection. `busy` is true while a request on it is being answered."""

    __slots__ = (
        "_connections",
        "address",
        "busy",
        "close",
        "closes_after_response",
        "is_provisional",
        "person",
        "rate_until",
    )  # fmt: skip

    def __init__(self, connections: "Connections", address: str, close: Callable[[], None]) -> None:
        self._connections = connections
        self.address, self.close = address, close
        self.person: str | None = None
        self.busy = self.is_provisional = False
        self.rate_until = 0.0  # the state of its request rate (request_rates.py)
        self.closes_after_response = False  # the response that is being sent is the last one

    @property
    def account(self) -> str:
        """The account that its requests are counted for: the person, or else the address."""
        return self.address if self.person is None else self.person

    def set_idle(self, is_idle: bool) -> None:
        """Notes whether the connection waits for its next request, so that it can be closed without harm."""
        self._connections.note_idle(self, is_idle)

    def set_waiting(self, is_waiting: bool) -> None:
        """Notes whether the server waits for the client to send a request or to read a response."""
        self._connections.note_waiting(self, is_waiting)

    def pause(self, seconds: float) -> None:
        """Blocks the calling greenlet for SECONDS. The connection may be closed meanwhile if its place is needed."""
        self.set_idle(True)
        try:
            gevent.sleep(seconds)
        finally:
            self.set_idle(False)

    def identify(self, person: str | None, may_use_reserve: Callable[[], bool]) -> None:
        """Notes that a request has arrived with a valid session of PERSON, or without one (None).

        `may_use_reserve()` tells whether the request may use a reserved place. Raises RateLimited when the connection
        exceeds a limit; the connection is closed after the response."""
        try:
            self._connections.identify(self, person, may_use_reserve)
        except RateLimited:
            self.closes_after_response = True
            raise


class Connections:
    """All open HTTP connections. `most` is the limit for all of them together, since file descriptors are limited."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._most, self._reserved = most, min(RESERVED, most // RESERVED_SHARE)
        self._most_anonymous = max(MAX_PER_ADDRESS, most // ANONYMOUS_SHARE)
        self._open: dict[Slot, None] = {}
        self._provisional: dict[Slot, None] = {}
        self._anonymous: dict[Slot, None] = {}
        self._by_address: dict[str, dict[Slot, None]] = {}  # anonymous ones only
        self._by_person: dict[str, dict[Slot, None]] = {}
        self._idle: dict[Slot, None] = {}  # the one that became idle first comes first
        self._waiting: dict[Slot, float] = {}  # the time since when; the longest wait comes first

    def __len__(self) -> int:
        return len(self._open)

    def add(self, address: str, close: Callable[[], None]) -> Slot:
        """Registers a new connection. Raises RateLimited when there is no place for it.

        `close()` closes the connection and is called when its place is needed."""
        slot = Slot(self, address, close)
        if self._has_place_for_anonymous(address):
            self._anonymous[slot] = None
            self._by_address.setdefault(address, {})[slot] = None
        else:
            self._make_room_for_provisional()
            slot.is_provisional = True
            self._provisional[slot] = None
        self._open[slot] = None
        return slot

    def remove(self, slot: Slot) -> None:
        """Frees the place of a connection that has ended."""
        for held in (self._open, self._provisional, self._idle):
            held.pop(slot, None)
        self._waiting.pop(slot, None)
        self._forget(slot)

    def identify(self, slot: Slot, person: str | None, may_use_reserve: Callable[[], bool]) -> None:
        """Does the work of `Slot.identify`. Raises RateLimited when the connection exceeds a limit."""
        if slot not in self._open:
            return  # it was closed in the meantime
        if person is None:
            if slot.is_provisional:
                raise too_many()
            return
        if person != slot.person:
            self._check_person(person)
        if slot.is_provisional and not self._has_place() and not may_use_reserve():
            raise too_many()
        self._forget(slot)
        self._provisional.pop(slot, None)
        slot.person, slot.is_provisional = person, False
        self._by_person.setdefault(person, {})[slot] = None

    def note_idle(self, slot: Slot, is_idle: bool) -> None:
        """Does the work of `Slot.set_idle`."""
        self._idle.pop(slot, None)
        if is_idle and slot in self._open:
            self._idle[slot] = None

    def note_waiting(self, slot: Slot, is_waiting: bool) -> None:
        """Does the work of `Slot.set_waiting`."""
        self._waiting.pop(slot, None)
        if is_waiting and slot in self._open:
            self._waiting[slot] = self._clock()

    def close_unanswered(self) -> None:
        """Closes all connections except for those whose request is being answered."""
        for slot in [slot for slot in self._open if not slot.busy]:
            slot.close()

    def _has_place_for_anonymous(self, address: str) -> bool:
        if len(self._by_address.get(address, ())) >= MAX_PER_ADDRESS and not self._evict(
            lambda slot: slot.person is None and slot.address == address and not slot.is_provisional
        ):
            return False
        if len(self._anonymous) >= self._most_anonymous and not self._evict(lambda slot: slot in self._anonymous):
            return False
        return self._has_place()

    def _has_place(self) -> bool:
        """Returns whether a place is free that is not reserved, and closes another connection if needed."""
        taken = len(self._open) - len(self._provisional)
        return taken < self._most - self._reserved or self._evict(lambda slot: not slot.is_provisional)

    def _check_person(self, person: str) -> None:
        mine = self._by_person.get(person, ())
        if len(mine) >= MAX_PER_PERSON and not self._evict(lambda slot: slot.person == person):
            raise too_many()

    def _make_room_for_provisional(self) -> None:
        if len(self._provisional) >= self._reserved or len(self._open) >= self._most:
            oldest = next(iter(self._provisional), None)
            if oldest is None:
                raise too_many()
            self._end(oldest)

    def _evict(self, belongs: Callable[[Slot], bool]) -> bool:
        """Closes one of the connections that match BELONGS and returns whether there was one to close.

        It closes the one that has been idle for the longest, or else the one that the server waits for the longest."""
        found = next(filter(belongs, self._idle), None) or next(filter(belongs, self._waiting), None)
        if found is None or (found in self._waiting and self._clock() - self._waiting[found] < EVICTABLE_AFTER_SECONDS):
            return False
        self._end(found)
        return True

    def _end(self, slot: Slot) -> None:
        self.remove(slot)
        slot.close()

    def _forget(self, slot: Slot) -> None:
        """Removes the connection from the counts of its address and its person."""
        self._anonymous.pop(slot, None)
        _drop(self._by_address, slot.address, slot)
        _drop(self._by_person, slot.person, slot)


def _drop(accounts: dict[str, dict[Slot, None]], key: str | None, slot: Slot) -> None:
    mine = accounts.get(key or "", {})
    if slot in mine:
        del mine[slot]
        if not mine:
            del accounts[key or ""]


def too_many() -> RateLimited:
    """Returns the error for a connection that exceeds a limit."""
    return RateLimited(RETRY_SECONDS, "too_many_connections_open_wait")
