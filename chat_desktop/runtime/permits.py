"""A bound on how many work at the same time, in which whoever waits for the longest is next.

gevent's Semaphore gives what comes free to whoever asks first afterwards. That is the greenlet that has just had it, if
it goes on without waiting for the network, and with fifty pipelining connections everybody else waited for seconds.
"""

from collections import deque
from types import TracebackType

from gevent.event import Event


class Permits:
    """On one hub. `with permits:` blocks the calling greenlet until there is one."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: deque[Event] = deque()

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def __enter__(self) -> None:
        if self._free:
            self._free -= 1
            return
        mine = Event()
        self._waiting.append(mine)
        try:
            mine.wait()
        except BaseException:  # its greenlet is ended, perhaps after it was given one
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
        """To the next who waits: it is not free in between, for somebody else to take."""
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._free += 1
