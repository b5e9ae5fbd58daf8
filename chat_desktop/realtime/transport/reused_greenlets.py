"""Short pieces of work in greenlets that are used again.

    reused_greenlets.run(task)     as `gevent.spawn_raw(task)`
    reused_greenlets.end_spare()   now and then
    reused_greenlets.end_all()     before the hub's thread ends

Python 3.11 and later map 16 kB of memory for the frames of each new greenlet and give them back at its end. Two system
calls, of which the second stops the other threads, were a twentieth of a message's cost.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

import gevent

MAX_IDLE = 32  # greenlets of a hub that wait for work, each with some 20 kB

Task = Callable[[], Any]


class ReusedGreenlets:
    """Of one hub, on its thread alone."""

    def __init__(self, hub: Any) -> None:
        self._hub = hub
        self._idle: list[Any] = []
        # What those who were woken find, in order; None: to end. Arguments would stay with a greenlet for its life.
        self._tasks: deque[Task | None] = deque()
        self._spare = 0  # so few were idle at every moment since `end_spare`
        self._most = MAX_IDLE

    def __len__(self) -> int:
        """How many wait for work."""
        return len(self._idle)

    def run(self, task: Task) -> None:
        self._tasks.append(task)
        if self._idle:
            self._hub.loop.run_callback(self._idle.pop().switch)
            self._spare = min(self._spare, len(self._idle))
        else:
            gevent.spawn_raw(self._serve)

    def end_spare(self) -> None:
        """Ends those that nobody has needed since the last time."""
        spare, self._idle = self._idle[: self._spare], self._idle[self._spare :]
        for greenlet in spare:
            self._tasks.append(None)
            self._hub.loop.run_callback(greenlet.switch)
        self._spare = len(self._idle)

    def end_all(self) -> None:
        """Ends all that are idle, and from now on each when its work is done.

        A greenlet that is left suspended would be destroyed by another thread after the hub's own has ended.
        """
        self._most = 0
        self._spare = len(self._idle)
        self.end_spare()

    def _serve(self) -> None:
        while (task := self._tasks.popleft()) is not None:
            task()
            task = None  # or what it belongs to would stay until the next one
            if len(self._idle) >= self._most:
                return
            self._idle.append(gevent.getcurrent())
            self._hub.switch()


def run(task: Task) -> None:
    """On the hub of the calling thread."""
    _of_hub().run(task)


def end_spare() -> None:
    """On the hub of the calling thread."""
    _of_hub().end_spare()


def end_all() -> None:
    """On the hub of the calling thread, which has to run on for a moment."""
    _of_hub().end_all()


def _of_hub() -> ReusedGreenlets:
    hub: Any = gevent.get_hub()
    try:
        found: ReusedGreenlets = hub.reused_greenlets
    except AttributeError:
        found = hub.reused_greenlets = ReusedGreenlets(hub)
    return found
