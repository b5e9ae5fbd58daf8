"""Bytes that wait in memory because of one client: of bodies until they are answered, of answers until they have left.

All of them together are bounded. When there are too many, the person or the address that holds the most loses what
it has held for the longest: the connection is cut, and its memory is free again.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import gevent

from chat_desktop import allocator

MOST_BYTES = 48 << 20
RELEASE_BYTES = 16 << 20  # held and free again: then it is worth the time to give them back to the system
RELEASE_SECONDS = 2.0  # after which most of what was held with them is free too


class Holding:
    """What one request holds. `cut` ends its connection."""

    __slots__ = ("_held", "account", "cut", "is_cut", "since", "size")

    def __init__(self, held: "HeldBytes", account: Hashable, cut: Callable[[], None]) -> None:
        self._held, self.account, self.cut = held, account, cut
        self.size, self.since, self.is_cut = 0, 0.0, False

    def add(self, size: int) -> None:
        """May cut this one or others."""
        if not self.is_cut:
            self._held.change(self, size)
            self._held.make_room()

    def remove(self, size: int) -> None:
        if not self.is_cut:
            self._held.change(self, -size)

    def close(self) -> None:
        self.remove(self.size)


class HeldBytes:
    """On the hub. A account is a person, or the address of those who are not signed in."""

    def __init__(self, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most_bytes, clock
        self._of: dict[Hashable, dict[Holding, None]] = {}  # those that hold something, the oldest first
        self.total = 0
        self._freed = 0  # bytes since memory was given back
        self._is_releasing = False

    def open(self, account: Hashable, cut: Callable[[], None]) -> Holding:
        return Holding(self, account, cut)

    def cut_stalled(self, account: Hashable, seconds: float) -> None:
        """Cuts the oldest of PAYER's that has been held for so long."""
        oldest = next(iter(self._of.get(account, ())), None)
        if oldest is not None and self._clock() - oldest.since >= seconds:
            self._cut(oldest)

    def change(self, holding: Holding, size: int) -> None:
        if not holding.size and size > 0:
            holding.since = self._clock()
            self._of.setdefault(holding.account, {})[holding] = None
        holding.size += size
        self.total += size
        if not holding.size and holding in self._of.get(holding.account, ()):
            del self._of[holding.account][holding]
            if not self._of[holding.account]:
                del self._of[holding.account]
        self._freed -= min(size, 0)
        if self._freed >= RELEASE_BYTES and not self._is_releasing:
            self._is_releasing = True
            gevent.spawn_later(RELEASE_SECONDS, self._release_memory)

    def make_room(self) -> None:
        """A single one may be larger than the bound: there is nobody whom it crowds out."""
        while self.total > self._most and sum(map(len, self._of.values())) > 1:
            most = max(self._of, key=lambda account: sum(each.size for each in self._of[account]))
            self._cut(next(iter(self._of[most])))

    def _release_memory(self) -> None:
        self._freed, self._is_releasing = 0, False
        gevent.get_hub().threadpool.spawn(allocator.release_free_memory)

    def _cut(self, holding: Holding) -> None:
        holding.close()
        holding.is_cut = True
        holding.cut()


class CountedResponse:
    """An answer of the application: each piece counts until the next one is asked for, when it has left. `over` is
    called once the server is done with it."""

    def __init__(self, answer: Any, holding: Holding, over: Callable[[], None]) -> None:
        self._answer, self._holding, self._over = answer, holding, over

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._answer:
            self._holding.add(len(piece))
            yield piece
            self._holding.remove(len(piece))

    def close(self) -> None:
        try:
            getattr(self._answer, "close", lambda: None)()
        finally:
            self._over()


class SizedCountedResponse(CountedResponse):
    """One whose length the server can tell before it begins."""

    def __len__(self) -> int:
        return len(self._answer)


def count_response(answer: Any, holding: Holding, over: Callable[[], None]) -> CountedResponse:
    return (SizedCountedResponse if hasattr(answer, "__len__") else CountedResponse)(answer, holding, over)
