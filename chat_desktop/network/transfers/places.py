"""Limits how many large bodies are sent and received at the same time, in all and for one person.

Each one holds a socket and an open file. A person, or the address of a client that is not signed in, has
MAX_PER_ACCOUNT places. A further transfer waits for a place, and people with the fewest transfers are served first.
When none becomes free within STALLED_SECONDS, one is made free by cutting a transfer whose client has kept the host
waiting for as long, or one of the person with the most transfers. Clients continue a transfer that was cut.
"""

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from gevent.event import Event

from chat_desktop.errors import RateLimited

MAX_TRANSFERS = 256
MAX_PER_ACCOUNT = 16  # a browser has six connections, and a person several browsers
STALLED_SECONDS = 5.0
WAIT_SECONDS = 20.0
RETRY_SECONDS = 5.0


class Place:
    """The place of one transfer. `cut()` ends it. `waits_since` is when the host began to wait for its client."""

    __slots__ = ("account", "cut", "waits_since")

    def __init__(self, account: Hashable, cut: Callable[[], None]) -> None:
        self.account, self.cut = account, cut
        self.waits_since: float | None = None


class _Waiter:
    __slots__ = ("account", "granted")

    def __init__(self, account: Hashable) -> None:
        self.account, self.granted = account, Event()


class Places:
    """All places of one hub. `most` is the limit for all accounts together."""

    def __init__(self, most: int = MAX_TRANSFERS, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._held: dict[Place, None] = {}  # the oldest first
        self._count: Counter[Hashable] = Counter()  # with the places that are granted and not yet in `_held`
        self._waiting: dict[_Waiter, None] = {}  # the longest wait first
        self._closed = False

    def __len__(self) -> int:
        return len(self._held)

    @contextmanager
    def hold(self, account: Hashable, cut: Callable[[], None]) -> Iterator[Place]:
        """Holds a place during the `with` block, and waits for it. `cut()` ends the transfer from another greenlet.

        Raises RateLimited when no place becomes free in WAIT_SECONDS."""
        self._take(account)
        place = Place(account, cut)
        self._held[place] = None
        try:
            yield place
        finally:
            del self._held[place]
            self._give_back(account)

    def note_waiting(self, place: Place, is_waiting: bool) -> None:
        """Notes whether the host waits for the client of PLACE. A wait lasts until bytes have moved."""
        if not is_waiting:
            place.waits_since = None
        elif place.waits_since is None:
            place.waits_since = self._clock()

    def cut_all(self) -> None:
        """Ends all transfers and refuses the ones that wait, when the host stops."""
        self._closed = True
        for waiter in self._waiting:
            waiter.granted.set()
        for place in list(self._held):
            place.cut()

    def _take(self, account: Hashable) -> None:
        if self._closed:
            raise _refused()
        if self._is_free(account) and not self._waiting:
            self._count[account] += 1
            return
        waiter = _Waiter(account)
        self._waiting[waiter] = None
        self._grant()
        try:
            if not waiter.granted.wait(STALLED_SECONDS):
                self._make_room(account)
                waiter.granted.wait(WAIT_SECONDS - STALLED_SECONDS)
        except BaseException:
            self._leave(waiter)
            raise
        if waiter in self._waiting:
            del self._waiting[waiter]
            raise _refused()

    def _leave(self, waiter: _Waiter) -> None:
        if waiter in self._waiting:
            del self._waiting[waiter]
        else:
            self._give_back(waiter.account)  # it was granted, and its greenlet was killed

    def _give_back(self, account: Hashable) -> None:
        self._count[account] -= 1
        if not self._count[account]:
            del self._count[account]
        self._grant()

    def _is_free(self, account: Hashable) -> bool:
        return self._count.total() < self._most and self._count[account] < MAX_PER_ACCOUNT

    def _grant(self) -> None:
        """Gives free places to those who wait: to the account with the fewest, then to the longest wait."""
        while not self._closed:
            able = [waiter for waiter in self._waiting if self._is_free(waiter.account)]
            if not able:
                return
            chosen = min(able, key=lambda waiter: self._count[waiter.account])
            del self._waiting[chosen]
            self._count[chosen.account] += 1
            chosen.granted.set()

    def _make_room(self, account: Hashable) -> None:
        """Cuts one transfer for ACCOUNT, if there is one that may be cut for it."""
        has_all = self._count[account] >= MAX_PER_ACCOUNT
        mine = [place for place in self._held if not has_all or place.account == account]
        stalled = [place for place in mine if self._has_stalled(place)]
        if stalled:
            min(stalled, key=lambda place: place.waits_since or 0.0).cut()
        elif not has_all and self._count:
            most, number = self._count.most_common(1)[0]
            if number >= self._count[account] + 2:
                next(place for place in reversed(self._held) if place.account == most).cut()

    def _has_stalled(self, place: Place) -> bool:
        return place.waits_since is not None and self._clock() - place.waits_since >= STALLED_SECONDS


def _refused() -> RateLimited:
    return RateLimited(RETRY_SECONDS, "too_many_files_being_sent")
