"""How many sockets one session and one user may hold: the oldest closes when one more comes.

Only signed-in sockets are counted, and never by address: a whole office may sit behind one.
"""

from collections.abc import Hashable, Iterator
from typing import Any, Protocol

SESSION_SOCKETS = 12
USER_SOCKETS = 40


class Member(Protocol):
    """A connection as the crowd sees it."""

    identity: Any

    def close_for_newer(self) -> None: ...
    def end_session(self) -> None: ...


class SocketLimits:
    def __init__(self) -> None:
        self._held: dict[Hashable, dict[Member, None]] = {}  # a dict keeps the order in which they came

    def enter(self, member: Member) -> None:
        """Counts `member`, and closes the oldest of its session or its user if that is one too many."""
        for key, limit in _keys(member.identity):
            held = self._held.setdefault(key, {})
            oldest = next(iter(held)) if len(held) >= limit else None
            held[member] = None
            if oldest is not None:
                oldest.close_for_newer()

    def leave(self, member: Member) -> None:
        for key, _ in _keys(member.identity):
            held = self._held.get(key, {})
            held.pop(member, None)
            if not held:
                self._held.pop(key, None)

    def of_session(self, session_id: str) -> list[Member]:
        return list(self._held.get(("session", session_id), ()))


def _keys(identity: Any) -> Iterator[tuple[Hashable, int]]:
    if identity is not None:
        yield ("session", identity.session_id), SESSION_SOCKETS
        yield ("user", identity.user_id), USER_SOCKETS
