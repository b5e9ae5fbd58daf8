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

MAX_PER_ADDRESS = 20  # open connections of one address that nobody has signed in on
MAX_PER_PERSON = 100  # of one person: a browser opens six, and some people have ten of them
ANONYMOUS_SHARE = 4  # all strangers have this part of the places: a quarter
RESERVED, RESERVED_SHARE = 64, 4  # places for the owner, sockets and trials; where there are few, a quarter
PROVISIONAL_SECONDS = 1.0
EVICTABLE_AFTER_SECONDS = 1.0  # a client that we have waited for so long gives way
RETRY_SECONDS = 5.0  # after which whoever was refused may try again


class Slot:
    """One open connection. `busy`: it has asked and is being answered."""

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
        self.rate_until = 0.0  # as request_rates.py counts
        self.closes_after_response = False  # the answer that is on its way ends the connection

    @property
    def account(self) -> str:
        """Whose account what it asks for goes on."""
        return self.address if self.person is None else self.person

    def set_idle(self, is_idle: bool) -> None:
        """Whether it has been answered before and asks nothing now, so that closing it costs nobody anything."""
        self._connections.note_idle(self, is_idle)

    def set_waiting(self, is_waiting: bool) -> None:
        """Whether we wait for its client: for a head, for a body, for somebody to read an answer."""
        self._connections.note_waiting(self, is_waiting)

    def pause(self, seconds: float) -> None:
        """Blocks its greenlet. Whoever has to wait for a place for their connection comes before this one."""
        self.set_idle(True)
        try:
            gevent.sleep(seconds)
        finally:
            self.set_idle(False)

    def identify(self, person: str | None, may_use_reserve: Callable[[], bool]) -> None:
        """A request has come on it, with a valid session of PERSON or with none. Raises RateLimited, and then the
        answer ends the connection."""
        try:
            self._connections.identify(self, person, may_use_reserve)
        except RateLimited:
            self.closes_after_response = True
            raise


class Connections:
    """All of them. `most` is the bound whoever they belong to: file descriptors are finite."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._most, self._reserved = most, min(RESERVED, most // RESERVED_SHARE)
        self._most_anonymous = max(MAX_PER_ADDRESS, most // ANONYMOUS_SHARE)
        self._open: dict[Slot, None] = {}
        self._provisional: dict[Slot, None] = {}
        self._anonymous: dict[Slot, None] = {}
        self._by_address: dict[str, dict[Slot, None]] = {}  # of strangers
        self._by_person: dict[str, dict[Slot, None]] = {}
        self._idle: dict[Slot, None] = {}  # in the order in which they became so
        self._waiting: dict[Slot, float] = {}  # since when, the longest first

    def __len__(self) -> int:
        return len(self._open)

    def add(self, address: str, close: Callable[[], None]) -> Slot:
        """Raises RateLimited."""
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
        for held in (self._open, self._provisional, self._idle):
            held.pop(slot, None)
        self._waiting.pop(slot, None)
        self._forget(slot)

    def identify(self, slot: Slot, person: str | None, may_use_reserve: Callable[[], bool]) -> None:
        """Raises RateLimited."""
        if slot not in self._open:
            return  # it has given way in the meantime
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
        self._idle.pop(slot, None)
        if is_idle and slot in self._open:
            self._idle[slot] = None

    def note_waiting(self, slot: Slot, is_waiting: bool) -> None:
        self._waiting.pop(slot, None)
        if is_waiting and slot in self._open:
            self._waiting[slot] = self._clock()

    def close_unanswered(self) -> None:
        """All but those that are being answered."""
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
        """Outside the reserve."""
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
        """Closes the connection that is idle for the longest, or else the one that keeps us waiting for the longest."""
        found = next(filter(belongs, self._idle), None) or next(filter(belongs, self._waiting), None)
        if found is None or (found in self._waiting and self._clock() - self._waiting[found] < EVICTABLE_AFTER_SECONDS):
            return False
        self._end(found)
        return True

    def _end(self, slot: Slot) -> None:
        self.remove(slot)
        slot.close()

    def _forget(self, slot: Slot) -> None:
        """Takes it off the accounts of whom it has belonged to."""
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
    return RateLimited(RETRY_SECONDS, "Too many connections are open. Wait a moment and try again.")
