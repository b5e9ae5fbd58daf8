"""Fair turns: how many requests of one person are answered at the same time.

A page of history costs the hub some milliseconds. Two hundred that one person asks for at once would all be ready in
one turn of its loop, and everyone else would wait for the whole second; so they stand in a queue of their own.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from gevent.lock import Semaphore

AT_ONCE = 6  # as many as a browser opens connections to one host


class Turns:
    """On the hub. Keeps nothing about those who ask for nothing."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._queues: dict[Hashable, Semaphore] = {}
        self._asking: dict[Hashable, int] = {}

    @contextmanager
    def take(self, key: Hashable) -> Iterator[None]:
        """Waits, blocking only its greenlet, until it is KEY's turn."""
        queue = self._queues.setdefault(key, Semaphore(self._at_once))
        self._asking[key] = self._asking.get(key, 0) + 1
        try:
            with queue:
                yield
        finally:
            self._leave(key)

    def __len__(self) -> int:
        """How many people are asking just now."""
        return len(self._queues)

    def _leave(self, key: Hashable) -> None:
        self._asking[key] -= 1
        if not self._asking[key]:
            del self._queues[key], self._asking[key]
