"""Fair shares of the hub's time: no connection works on and on while the others wait for the loop to look at them.

    fair_share.wait(key)     before each piece of work that could have begun without waiting for the network

A greenlet that finds its bytes there already never gives the hub back, and `gevent.sleep(0)` gives it back to other
greenlets only: the loop looks at the network after 50 of those. Here the pieces of one turn of the loop get
SLICE_SECONDS together. Whoever comes later waits for the next turn, and those who wait are served one key after the
other.
"""

import time
from collections import deque
from collections.abc import Hashable
from typing import Any

import gevent
from gevent.hub import Waiter

SLICE_SECONDS = 0.004  # a person notices nothing of it, and a piece of work takes a tenth of a millisecond


class FairShare:
    """Of one hub, on its thread alone. Keeps nothing of those who do not wait."""

    def __init__(self, hub: Any) -> None:
        self._hub = hub
        self._timer: Any = None  # fires once the loop has looked at the network
        self._ends = 0.0  # of this turn's time; 0 before anybody has asked for some
        self._queues: dict[Hashable, deque[Any]] = {}

    def __len__(self) -> int:
        """How many pieces of work wait."""
        return sum(map(len, self._queues.values()))

    def wait(self, key: Hashable) -> None:
        """Returns when it is KEY's turn; blocks only its greenlet, and mostly not at all."""
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
        """On the hub, so that a `switch` returns when the greenlet waits again or is done."""
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
            self._queues[key] = queue  # at the end of the line
        return waiter


def wait(key: Hashable) -> None:
    """On the hub of the calling thread."""
    hub: Any = gevent.get_hub()
    try:
        share: FairShare = hub.fair_share
    except AttributeError:
        share = hub.fair_share = FairShare(hub)
    share.wait(key)
