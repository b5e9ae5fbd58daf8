"""Implements a fair semaphore: the greenlet that has waited for the longest time is next.

gevent's Semaphore gives a free permit to the next greenlet that asks. That is the one that has just released it, if it
continues without waiting for the network. With fifty pipelining connections all others then waited for seconds.
"""

from collections import deque
from types import TracebackType

from gevent.event import Event


class Permits:
    """A semaphore with `most` permits for one hub. `with permits:` blocks the calling greenlet until one is free."""

    def __init__(self, most: int) -> None:
        self._most = self._free = most
        self._waiting: deque[Event] = deque()

    def __len__(self) -> int:
        """Returns the number of greenlets that wait."""
        return len(self._waiting)

    @property
    def is_idle(self) -> bool:
        """Whether nobody holds a permit or waits for one."""
        return self._free == self._most

    def __enter__(self) -> None:
        if self._free:
            self._free -= 1
            return
        mine = Event()
        self._waiting.append(mine)
        try:
            mine.wait()
        except BaseException:  # the greenlet was killed, perhaps after it had got the permit
            if mine.is_set():
                self._pass_on()
            else:
                self._waiting.remove(mine)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        """Gives the permit to the next greenlet directly, so that no other one can take it in between."""
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._free += 1
