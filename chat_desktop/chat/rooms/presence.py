"""Who is here, from live connections: away when every one is inactive, offline a moment after the last has gone."""

from collections.abc import Callable
from typing import Literal

State = Literal["online", "away", "offline"]

OFFLINE_AFTER_SECONDS = 3.0  # a reload, or a phone that changes its access point, is no absence
TELL_EVERY_SECONDS = 1.0  # changes are told together, at most this late


class Presence:
    """`clock` in seconds, monotonic. `changes` is asked now and then for what is to be told."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._connections: dict[str, dict[str, bool]] = {}  # user id -> connection id -> active
        self._gone: dict[str, float] = {}
        self._told: dict[str, State] = {}
        self._touched: set[str] = set()

    def connected(self, user_id: str, connection_id: str) -> None:
        self._gone.pop(user_id, None)
        self._connections.setdefault(user_id, {})[connection_id] = True
        self._touched.add(user_id)

    def disconnected(self, user_id: str, connection_id: str, silent_seconds: float = 0.0) -> None:
        """SILENT_S: for how long nothing had been heard of it, which counts towards being offline."""
        left = self._connections.get(user_id, {})
        left.pop(connection_id, None)
        if not left and self._connections.pop(user_id, None) is not None:
            self._gone[user_id] = self._clock() - silent_seconds
        self._touched.add(user_id)

    def set_active(self, user_id: str, connection_id: str, active: bool) -> None:
        if connection_id in self._connections.get(user_id, {}):
            self._connections[user_id][connection_id] = active
            self._touched.add(user_id)

    def of(self, user_id: str) -> State:
        connections = self._connections.get(user_id)
        if connections:
            return "online" if any(connections.values()) else "away"
        # In the moment after the last connection, what was told stands.
        return self._told.get(user_id, "offline") if user_id in self._gone else "offline"

    @property
    def here(self) -> int:
        """How many people are not offline."""
        return len(self._connections) + len(self._gone)

    def changes(self) -> dict[str, State]:
        """What differs from what was told last, by user id; counts as told from now on."""
        self._settle()
        states = {user_id: self.of(user_id) for user_id in self._touched}
        changed = {user_id: state for user_id, state in states.items() if self._told.get(user_id, "offline") != state}
        self._touched.clear()
        for user_id, state in changed.items():
            if state == "offline":
                self._told.pop(user_id, None)
            else:
                self._told[user_id] = state
        return changed

    def _settle(self) -> None:
        due = [user_id for user_id, since in self._gone.items() if self._clock() - since >= OFFLINE_AFTER_SECONDS]
        for user_id in due:
            del self._gone[user_id]
            self._touched.add(user_id)
