"""Tells everyone that the office pauses: what the owner has planned, and what is happening now."""

from collections.abc import Callable
from typing import Any

from chat_desktop.wire.names import Event

Body = dict[str, Any]
UNKNOWN: Body = {"why": "closed", "until": None}


class PausePublisher:
    """Runs on the hub. `emit(name, body)` sends everyone an event; `planned` is the next pause as pages receive it."""

    def __init__(self, emit: Callable[[str, Body], Any]) -> None:
        self._emit = emit
        self.planned: Body | None = None
        self._next_stop = UNKNOWN

    def plan(self, pause: Body | None) -> None:
        """Sends everyone the next pause `{why, at, until}`, or None when there is none any more."""
        self.planned = pause
        self._emit(Event.HOST_PAUSE, {"pause": pause})

    def note(self, pause: Body) -> None:
        """Notes what `stopping` says beside its reason: `{why, until}`."""
        self._next_stop = pause

    def stopping(self, reason: str) -> None:
        """Sends everyone that the host stops or sleeps now."""
        self._emit(Event.HOST_STOPPING, {"reason": reason, **self._next_stop})
