"""Limits the sockets of one session and of one user: the oldest is closed when there are too many.

Only signed-in sockets are counted. Addresses are not, because a whole office may share one.
"""

from collections.abc import Hashable, Iterator
from typing import Any, Protocol

SESSION_SOCKETS = 12  # open sockets of one session
USER_SOCKETS = 40  # open sockets of one user


class Member(Protocol):
    """A socket that is counted. `identity` has a `session_id` and a `user_id`, or is None."""

    identity: Any

    def close_for_newer(self) -> None: ...
    def end_session(self) -> None: ...


class SocketLimits:
    """The open sockets of every session and every user, the oldest first."""

    def __init__(self) -> None:
        self._held: dict[Hashable, dict[Member, None]] = {}  # a dict keeps the order of insertion

    def enter(self, member: Member) -> None:
        """Counts `member`, and closes the oldest socket of its session or its user if the limit was reached."""
        for key, limit in _keys(member.identity):
            held = self._held.setdefault(key, {})
            oldest = next(iter(held)) if len(held) >= limit else None
            held[member] = None
            if oldest is not None:
                oldest.close_for_newer()

    def leave(self, member: Member) -> None:
        """Stops counting a socket that has closed."""
        for key, _ in _keys(member.identity):
            held = self._held.get(key, {})
            held.pop(member, None)
            if not held:
                self._held.pop(key, None)

    def of_session(self, session_id: str) -> list[Member]:
        """Returns the open sockets of a session."""
        return list(self._held.get(("session", session_id), ()))


def _keys(identity: Any) -> Iterator[tuple[Hashable, int]]:
    if identity is not None:
        yield ("session", identity.session_id), SESSION_SOCKETS
        yield ("user", identity.user_id), USER_SOCKETS
