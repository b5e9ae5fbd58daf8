"""Limits how many commands of one person are handled at the same time, on however many connections they arrive.

A command may hold the writer for some milliseconds, such as a long message full of marks and names. One person may have
forty connections, and everybody else would wait for forty such commands.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from gevent.event import Event

MOST_AT_ONCE = 6  # as for requests over HTTP


class CommandTurns:
    """The turns of all people, on the hub. A person without commands uses no memory."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        self._most = most_at_once
        self._running: dict[str, int] = {}
        self._waiting: dict[str, deque[Event]] = {}

    def __len__(self) -> int:
        """Returns how many people have commands now."""
        return len(self._running)

    @contextmanager
    def hold(self, user_id: str) -> Iterator[None]:
        """Blocks the calling greenlet until the person has a free turn, which lasts as long as the `with` block."""
        running = self._running.get(user_id, 0)
        if running < self._most:
            self._running[user_id] = running + 1
        else:
            self._wait(user_id)
        try:
            yield
        finally:
            self._pass_on(user_id)

    def _wait(self, user_id: str) -> None:
        mine = Event()
        self._waiting.setdefault(user_id, deque()).append(mine)
        try:
            mine.wait()
        except BaseException:  # the greenlet was killed, perhaps after it had got the turn
            if mine.is_set():
                self._pass_on(user_id)
            else:
                self._forget(user_id, mine)
            raise

    def _pass_on(self, user_id: str) -> None:
        waiting = self._waiting.get(user_id)
        if waiting:
            first = waiting[0]
            self._forget(user_id, first)
            first.set()
        elif self._running[user_id] > 1:
            self._running[user_id] -= 1
        else:
            del self._running[user_id]

    def _forget(self, user_id: str, event: Event) -> None:
        self._waiting[user_id].remove(event)
        if not self._waiting[user_id]:
            del self._waiting[user_id]
