"""Fair turns: how many requests of one person are answered at the same time.

A page of history costs the hub some milliseconds. Two hundred that one person asks for at once would all be ready in
one turn of its loop, and everyone else would wait for the whole second; so they stand in a queue of their own. A turn
lasts until the answer has left: who does not read what they have asked for gets nothing more.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

import gevent
from gevent.lock import Semaphore

from chat_desktop.errors import RateLimited
from chat_desktop.network.http.connection_limits import RETRY_SECONDS

MAX_AT_ONCE = 6  # as many as a browser opens connections to one host
STALLED_SECONDS = 5.0  # for others of the same person to wait before an answer that does not leave is cut
WAIT_SECONDS = 10.0  # for a turn at all


class ConcurrencyLimit:
    """On the hub. Keeps nothing about those who ask for nothing. `cut_stalled(key, seconds)` is asked to make room
    when somebody has waited for so long."""

    def __init__(
        self, at_once: int = MAX_AT_ONCE, cut_stalled: Callable[[Hashable, float], None] = lambda key, seconds: None
    ) -> None:
        self._at_once, self._cut_stalled = at_once, cut_stalled
        self._queues: dict[Hashable, Semaphore] = {}
        self._asking: dict[Hashable, int] = {}

    def permit(self, key: Hashable) -> "Permit":
        """Begun; see `begin`."""
        self.acquire(key)
        return Permit(self, key)

    @contextmanager
    def hold(self, key: Hashable) -> Iterator[None]:
        """As `begin` and `end`."""
        self.acquire(key)
        try:
            yield
        finally:
            self.release(key)

    def acquire(self, key: Hashable) -> None:
        """Waits, blocking only its greenlet, until it is KEY's turn. Raises RateLimited after WAIT_SECONDS."""
        queue = self._queues.setdefault(key, Semaphore(self._at_once))
        self._asking[key] = self._asking.get(key, 0) + 1
        begun = False
        try:
            begun = self._wait(key, queue)
            if not begun:
                raise RateLimited(
                    RETRY_SECONDS, "Too many of your requests are waiting for an answer. Try again in a moment."
                )
        finally:
            if not begun:
                self._leave(key)

    def release(self, key: Hashable) -> None:
        self._queues[key].release()
        self._leave(key)

    def __len__(self) -> int:
        """How many people are asking just now."""
        return len(self._queues)

    def _wait(self, key: Hashable, queue: Semaphore) -> bool:
        if queue.acquire(timeout=STALLED_SECONDS):
            return True
        self._cut_stalled(key, STALLED_SECONDS)
        return bool(queue.acquire(timeout=WAIT_SECONDS - STALLED_SECONDS))

    def _leave(self, key: Hashable) -> None:
        self._asking[key] -= 1
        if not self._asking[key]:
            del self._queues[key], self._asking[key]


class Permit:
    """One that has begun."""

    def __init__(self, turns: ConcurrencyLimit, key: Hashable) -> None:
        self._turns, self._key = turns, key
        self._has_begun = True

    def pause(self, seconds: float) -> None:
        """Blocks the calling greenlet; others of the same key have their turns meanwhile. Raises RateLimited."""
        self.release()
        gevent.sleep(seconds)
        self._turns.acquire(self._key)
        self._has_begun = True

    def release(self) -> None:
        if self._has_begun:
            self._has_begun = False
            self._turns.release(self._key)
