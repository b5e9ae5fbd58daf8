"""Limits how many commands of one person are handled at the same time, on however many connections they arrive.

A command may hold the writer for some milliseconds, such as a long message full of marks and names. One person may have
forty connections, and everybody else would wait for forty such commands.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from chat_desktop.permits import Permits

MOST_AT_ONCE = 6  # as for requests over HTTP


class CommandTurns:
    """The turns of all people, on the hub. A person without commands uses no memory."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        self._most = most_at_once
        self._permits: dict[str, Permits] = {}

    def __len__(self) -> int:
        """Returns how many people have commands now."""
        return len(self._permits)

    @contextmanager
    def hold(self, user_id: str) -> Iterator[None]:
        """Blocks the calling greenlet until the person has a free turn, which lasts as long as the `with` block."""
        permits = self._permits.get(user_id)
        if permits is None:
            permits = self._permits[user_id] = Permits(self._most)
        try:
            with permits:
                yield
        finally:
            if permits.is_idle:
                del self._permits[user_id]
