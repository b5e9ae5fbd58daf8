"""Shares the time of the gevent hub fairly between connections, so that none blocks the others.

    fair_share.wait(key)     called before each piece of work that may start without waiting for the network

A greenlet whose input has already arrived never yields to the hub, and `gevent.sleep(0)` yields to other greenlets
only: the event loop polls the network after 50 of them. Here the work in one turn of the event loop gets SLICE_SECONDS
in total. Further work waits for the next turn, in which the waiting keys are served in rotation.
"""

import time
from collections import deque
from collections.abc import Hashable
from typing import Any

import gevent
from gevent.hub import Waiter

SLICE_SECONDS = 0.004  # too short for a person to notice; a piece of work takes 0.1 ms


class FairShare:
    """The queues of one hub, used on its thread only. A key without waiting work uses no memory."""

    def __init__(self, hub: Any) -> None:
        self._hub = hub
        self._timer: Any = None  # fires when the event loop has polled the network
        self._ends = 0.0  # when the time of this turn ends; 0 before its first piece of work
        self._queues: dict[Hashable, deque[Any]] = {}

    def __len__(self) -> int:
        """Returns how many pieces of work wait."""
        return sum(map(len, self._queues.values()))

    def wait(self, key: Hashable) -> None:
        """Returns when the work of KEY may start. Blocks the calling greenlet only, and usually not at all."""
        now = time.monotonic()
        if not self._ends:
            self._begin_turn(now)
        if self._queues or now >= self._ends:
            waiter = Waiter(self._hub)
            self._queues.setdefault(key, deque()).append(waiter)
            waiter.get()

    def _begin_turn(self, now: float) -> None:
        self._ends = now + SLICE_SECONDS
        self._timer = self._hub.loop.timer(0)
        self._timer.start(self._on_turn)

    def _on_turn(self) -> None:
        """Runs waiting work. It runs on the hub, so `switch` returns when the greenlet waits again or has ended."""
        self._timer.close()
        self._ends = 0.0
        if not self._queues:
            return
        self._begin_turn(time.monotonic())
        while self._queues:
            self._next().switch(None)
            if time.monotonic() >= self._ends:
                break

    def _next(self) -> Any:
        key, queue = next(iter(self._queues.items()))
        waiter = queue.popleft()
        del self._queues[key]
        if queue:
            self._queues[key] = queue  # at the end of the rotation
        return waiter


def wait(key: Hashable) -> None:
    """Returns when the work of KEY may start, on the hub of the calling thread."""
    hub: Any = gevent.get_hub()
    try:
        share: FairShare = hub.fair_share
    except AttributeError:
        share = hub.fair_share = FairShare(hub)
    share.wait(key)
