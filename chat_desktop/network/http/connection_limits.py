"""Who holds a connection to the HTTP server: how many one person, one address and all strangers may, and who gives way.

A stranger is a connection on which nobody has been signed in yet; only strangers are counted by address, since a whole
office may come from one (a router, a proxy). A connection beyond a bound is let in on trial: it has TRIAL_SECONDS to
show by its first request that somebody is signed in who has a place left. The last places are for the owner and for
pages that open their socket. An upgraded WebSocket is not counted here at all; its session is.
"""

import time
from collections.abc import Callable

import gevent

from chat_desktop.errors import RateLimited

MAX_PER_ADDRESS = 20  # open connections of one address that nobody has signed in on
MAX_PER_PERSON = 100  # of one person: a browser opens six, and some people have ten of them
STRANGERS_SHARE = 4  # all strangers have this part of the places: a quarter
RESERVED, RESERVED_PART = 64, 4  # places for the owner, sockets and trials; where there are few, a quarter
TRIAL_SECONDS = 1.0
PATIENT_SECONDS = 1.0  # a client that we have waited for so long gives way
RETRY_SECONDS = 5.0  # after which whoever was refused may try again


class Slot:
    """One open connection. `busy`: it has asked and is being answered."""

    __slots__ = (
        "_connections", "address", "asked_until", "busy", "close", "last", "on_trial", "person",
    )  # fmt: skip

    def __init__(self, connections: "Connections", address: str, close: Callable[[], None]) -> None:
        self._connections = connections
        self.address, self.close = address, close
        self.person: str | None = None
        self.busy = self.on_trial = False
        self.asked_until = 0.0  # as request_rates.py counts
        self.last = False  # the answer that is on its way ends the connection

    @property
    def payer(self) -> str:
        """Whose account what it asks for goes on."""
        return self.address if self.person is None else self.person

    def rests(self, is_idle: bool) -> None:
        """Whether it has been answered before and asks nothing now, so that closing it costs nobody anything."""
        self._connections.note_idle(self, is_idle)

    def waits(self, is_waiting: bool) -> None:
        """Whether we wait for its client: for a head, for a body, for somebody to read an answer."""
        self._connections.note_waiting(self, is_waiting)

    def pause(self, seconds: float) -> None:
        """Blocks its greenlet. Whoever has to wait for a place for their connection comes before this one."""
        self.rests(True)
        try:
            gevent.sleep(seconds)
        finally:
            self.rests(False)

    def identify(self, person: str | None, may_use_reserve: Callable[[], bool]) -> None:
        """A request has come on it, with a valid session of PERSON or with none. Raises RateLimited, and then the
        answer ends the connection."""
        try:
            self._connections.identify(self, person, may_use_reserve)
        except RateLimited:
            self.last = True
            raise


class Connections:
    """All of them. `most` is the bound whoever they belong to: file descriptors are finite."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._most, self._reserved = most, min(RESERVED, most // RESERVED_PART)
        self._most_strangers = max(MAX_PER_ADDRESS, most // STRANGERS_SHARE)
        self._open: dict[Slot, None] = {}
        self._trials: dict[Slot, None] = {}
        self._strangers: dict[Slot, None] = {}
        self._by_address: dict[str, dict[Slot, None]] = {}  # of strangers
        self._by_person: dict[str, dict[Slot, None]] = {}
        self._idle: dict[Slot, None] = {}  # in the order in which they became so
        self._waiting: dict[Slot, float] = {}  # since when, the longest first

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, address: str, close: Callable[[], None]) -> Slot:
        """Raises RateLimited."""
        slot = Slot(self, address, close)
        if self._has_place_for_stranger(address):
            self._strangers[slot] = None
            self._by_address.setdefault(address, {})[slot] = None
        else:
            self._make_room_for_trial()
            slot.on_trial = True
            self._trials[slot] = None
        self._open[slot] = None
        return slot

    def leave(self, slot: Slot) -> None:
        for held in (self._open, self._trials, self._idle):
            held.pop(slot, None)
        self._waiting.pop(slot, None)
        self._forget(slot)

    def identify(self, slot: Slot, person: str | None, may_use_reserve: Callable[[], bool]) -> None:
        """Raises RateLimited."""
        if slot not in self._open:
            return  # it has given way in the meantime
        if person is None:
            if slot.on_trial:
                raise too_many()
            return
        if person != slot.person:
            self._check_person(person)
        if slot.on_trial and not self._has_place() and not may_use_reserve():
            raise too_many()
        self._forget(slot)
        self._trials.pop(slot, None)
        slot.person, slot.on_trial = person, False
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

    def _has_place_for_stranger(self, address: str) -> bool:
        if len(self._by_address.get(address, ())) >= MAX_PER_ADDRESS and not self._give_way(
            lambda slot: slot.person is None and slot.address == address and not slot.on_trial
        ):
            return False
        if len(self._strangers) >= self._most_strangers and not self._give_way(lambda slot: slot in self._strangers):
            return False
        return self._has_place()

    def _has_place(self) -> bool:
        """Outside the reserve."""
        taken = len(self._open) - len(self._trials)
        return taken < self._most - self._reserved or self._give_way(lambda slot: not slot.on_trial)

    def _check_person(self, person: str) -> None:
        mine = self._by_person.get(person, ())
        if len(mine) >= MAX_PER_PERSON and not self._give_way(lambda slot: slot.person == person):
            raise too_many()

    def _make_room_for_trial(self) -> None:
        if len(self._trials) >= self._reserved or len(self._open) >= self._most:
            oldest = next(iter(self._trials), None)
            if oldest is None:
                raise too_many()
            self._end(oldest)

    def _give_way(self, belongs: Callable[[Slot], bool]) -> bool:
        """Closes the connection that is idle for the longest, or else the one that keeps us waiting for the longest."""
        found = next(filter(belongs, self._idle), None) or next(filter(belongs, self._waiting), None)
        if found is None or (found in self._waiting and self._clock() - self._waiting[found] < PATIENT_SECONDS):
            return False
        self._end(found)
        return True

    def _end(self, slot: Slot) -> None:
        self.leave(slot)
        slot.close()

    def _forget(self, slot: Slot) -> None:
        """Takes it off the accounts of whom it has belonged to."""
        self._strangers.pop(slot, None)
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
