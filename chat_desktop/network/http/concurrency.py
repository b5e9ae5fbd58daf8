"""Limits how many requests of one person are answered at the same time.

One page of history takes the gevent hub some milliseconds. Without a limit, two hundred such requests of one person
would all run in one turn of the event loop, and everyone else would wait for a second. Therefore the requests of each
person wait in their own queue. A permit lasts until the response has been sent, so a client that does not read its
responses gets no further ones. Files that are sent or received give their permit back before, because they may take
hours; they have a limit of their own (network/transfers/places.py).
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

import gevent
from gevent.lock import Semaphore

from chat_desktop.errors import RateLimited
from chat_desktop.network.http.connection_limits import RETRY_SECONDS

MAX_AT_ONCE = 6  # a browser opens as many connections to one host
STALLED_SECONDS = 5.0  # other requests of the person wait this long before a response that is not read is cut off
WAIT_SECONDS = 10.0  # a request waits this long for its permit


class ConcurrencyLimit:
    """A semaphore for each key, on the hub. A key without requests uses no memory.

    `cut_stalled(key, seconds)` is called when a request has waited for that many seconds: it closes a response of the
    same key that is not being read."""

    def __init__(
        self, at_once: int = MAX_AT_ONCE, cut_stalled: Callable[[Hashable, float], None] = lambda key, seconds: None
    ) -> None:
        self._at_once, self._cut_stalled = at_once, cut_stalled
        self._queues: dict[Hashable, Semaphore] = {}
        self._asking: dict[Hashable, int] = {}

    def permit(self, key: Hashable) -> "Permit":
        """Waits as `acquire` does and returns the permit. Raises RateLimited after WAIT_SECONDS."""
        self.acquire(key)
        return Permit(self, key)

    @contextmanager
    def hold(self, key: Hashable) -> Iterator[None]:
        """Calls `acquire` before and `release` after the `with` block. Raises RateLimited after WAIT_SECONDS."""
        self.acquire(key)
        try:
            yield
        finally:
            self.release(key)

    def acquire(self, key: Hashable) -> None:
        """Blocks the calling greenlet until KEY has a free permit. Raises RateLimited after WAIT_SECONDS."""
        queue = self._queues.setdefault(key, Semaphore(self._at_once))
        self._asking[key] = self._asking.get(key, 0) + 1
        begun = False
        try:
            begun = self._wait(key, queue)
            if not begun:
                raise RateLimited(RETRY_SECONDS, "too_many_requests_waiting_for")
        finally:
            if not begun:
                self._leave(key)

    def release(self, key: Hashable) -> None:
        """Returns one permit of KEY."""
        self._queues[key].release()
        self._leave(key)

    def __len__(self) -> int:
        """Returns how many keys have requests now."""
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
    """A permit that has been acquired."""

    def __init__(self, turns: ConcurrencyLimit, key: Hashable) -> None:
        self._turns, self._key = turns, key
        self._has_begun = True

    def pause(self, seconds: float) -> None:
        """Blocks the calling greenlet for SECONDS and lends the permit to other requests of the same key meanwhile.

        Raises RateLimited when no permit becomes free afterwards."""
        self.release()
        gevent.sleep(seconds)
        self._turns.acquire(self._key)
        self._has_begun = True

    def release(self) -> None:
        """Returns the permit. A second call does nothing."""
        if self._has_begun:
            self._has_begun = False
            self._turns.release(self._key)
