"""Counts and limits the bytes of request bodies and responses that are held in memory.

A body counts until its request has been answered, and a response until it has been sent. When the sum exceeds its
limit, the oldest request of the account that holds the most bytes is cut: its connection is closed and its memory is
freed.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import gevent

from chat_desktop import memory_allocator
from chat_desktop.file_transfer import ByteStream, FileRange

MAX_HELD_BYTES = 48 << 20
RELEASE_BYTES = 16 << 20  # after so many freed bytes it is worth the time to return memory to the system
RELEASE_SECONDS = 2.0  # most other bytes of the same burst are free after this time


class Holding:
    """The bytes that one request holds. `cut()` closes its connection."""

    __slots__ = ("_held", "account", "cut", "is_cut", "since", "size")

    def __init__(self, held: "HeldBytes", account: Hashable, cut: Callable[[], None]) -> None:
        self._held, self.account, self.cut = held, account, cut
        self.size, self.since, self.is_cut = 0, 0.0, False

    def add(self, size: int) -> None:
        """Counts SIZE more bytes. This request or others may be cut to keep the limit."""
        if not self.is_cut:
            self._held.change(self, size)
            self._held.make_room()

    def remove(self, size: int) -> None:
        """Counts SIZE bytes less."""
        if not self.is_cut:
            self._held.change(self, -size)

    def close(self) -> None:
        """Counts all bytes of this request as freed."""
        self.remove(self.size)


class HeldBytes:
    """All held bytes, on the hub. An account is a person, or the address of a client that is not signed in."""

    def __init__(self, most_bytes: int = MAX_HELD_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most_bytes, clock
        self._of: dict[Hashable, dict[Holding, None]] = {}  # the requests with held bytes, the oldest first
        self.total = 0
        self._freed = 0  # bytes since memory was last returned to the system
        self._is_releasing = False

    def open(self, account: Hashable, cut: Callable[[], None]) -> Holding:
        """Starts to count the bytes of a request of ACCOUNT. `cut()` closes its connection."""
        return Holding(self, account, cut)

    def cut_stalled(self, account: Hashable, seconds: float) -> None:
        """Cuts the oldest request of ACCOUNT if it has held bytes for at least SECONDS."""
        oldest = next(iter(self._of.get(account, ())), None)
        if oldest is not None and self._clock() - oldest.since >= seconds:
            self._cut(oldest)

    def change(self, holding: Holding, size: int) -> None:
        """Adds SIZE, which may be negative, to the bytes of HOLDING."""
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
        """Cuts requests until the limit is kept. A single request may exceed it when there is no other."""
        while self.total > self._most and sum(map(len, self._of.values())) > 1:
            most = max(self._of, key=lambda account: sum(each.size for each in self._of[account]))
            self._cut(next(iter(self._of[most])))

    def _release_memory(self) -> None:
        self._freed, self._is_releasing = 0, False
        gevent.get_hub().threadpool.spawn(memory_allocator.release_free_memory)

    def _cut(self, holding: Holding) -> None:
        holding.close()
        holding.is_cut = True
        holding.cut()


class CountedResponse:
    """A response of the application, each piece of which counts until the server requests the next one.

    `on_close()` is called when the server has sent or dropped the response."""

    def __init__(self, response: Any, holding: Holding, on_close: Callable[[], None]) -> None:
        self._response, self._holding, self._on_close = response, holding, on_close

    @property
    def transfer(self) -> Any:
        """The response of the application if the server sends it in a lane, else None."""
        return self._response if isinstance(self._response, FileRange | ByteStream) else None

    def hold(self, size: int) -> None:
        """Counts SIZE bytes until the response is closed."""
        self._holding.add(size)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._response:
            self._holding.add(len(piece))
            yield piece
            self._holding.remove(len(piece))

    def close(self) -> None:
        """Closes the response of the application and calls `on_close`."""
        try:
            getattr(self._response, "close", lambda: None)()
        finally:
            self._on_close()


class SizedCountedResponse(CountedResponse):
    """A counted response with a known number of pieces."""

    def __len__(self) -> int:
        return len(self._response)


def count_response(response: Any, holding: Holding, on_close: Callable[[], None]) -> CountedResponse:
    """Returns RESPONSE as a response whose bytes are counted in HOLDING."""
    return (SizedCountedResponse if hasattr(response, "__len__") else CountedResponse)(response, holding, on_close)
