"""Presence by live connections: away when every one is inactive, offline a moment after the last one has closed."""

from collections.abc import Callable
from typing import Literal

State = Literal["online", "away", "offline"]

OFFLINE_AFTER_SECONDS = 3.0  # a reload, or a change of the access point, is not an absence


class Presence:
    """The presence of everybody. `clock` returns monotonic seconds. `changes` is called regularly."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._connections: dict[str, dict[str, bool]] = {}  # user id -> connection id -> active
        self._gone: dict[str, float] = {}
        self._published: dict[str, State] = {}
        self._touched: set[str] = set()

    def connected(self, user_id: str, connection_id: str) -> None:
        """Adds a connection, which is active at first."""
        self._gone.pop(user_id, None)
        self._connections.setdefault(user_id, {})[connection_id] = True
        self._touched.add(user_id)

    def disconnected(self, user_id: str, connection_id: str, silent_seconds: float = 0.0) -> None:
        """Removes a connection. For SILENT_SECONDS nothing was received from it, which counts towards being offline."""
        left = self._connections.get(user_id, {})
        left.pop(connection_id, None)
        if not left and self._connections.pop(user_id, None) is not None:
            self._gone[user_id] = self._clock() - silent_seconds
        self._touched.add(user_id)

    def set_active(self, user_id: str, connection_id: str, active: bool) -> None:
        """Sets whether a connection is active."""
        if connection_id in self._connections.get(user_id, {}):
            self._connections[user_id][connection_id] = active
            self._touched.add(user_id)

    def of(self, user_id: str) -> State:
        """Returns the presence of a person."""
        connections = self._connections.get(user_id)
        if connections:
            return "online" if any(connections.values()) else "away"
        # In the moment after the last connection, the published state stays.
        return self._published.get(user_id, "offline") if user_id in self._gone else "offline"

    def online(self) -> list[str]:
        """Returns the ids of the people who are online now, and not away."""
        return [user_id for user_id, connections in self._connections.items() if any(connections.values())]

    @property
    def here(self) -> int:
        """The number of people who are not offline."""
        return len(self._connections) + len(self._gone)

    def changes(self) -> dict[str, State]:
        """Returns the states that differ from those returned last, by user id."""
        self._settle()
        states = {user_id: self.of(user_id) for user_id in self._touched}
        changed = {
            user_id: state for user_id, state in states.items() if self._published.get(user_id, "offline") != state
        }
        self._touched.clear()
        for user_id, state in changed.items():
            if state == "offline":
                self._published.pop(user_id, None)
            else:
                self._published[user_id] = state
        return changed

    def _settle(self) -> None:
        due = [user_id for user_id, since in self._gone.items() if self._clock() - since >= OFFLINE_AFTER_SECONDS]
        for user_id in due:
            del self._gone[user_id]
            self._touched.add(user_id)
