"""The pauses of the office: what the owner has planned, and why it pauses now."""

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.wire import host as wire

log = logging.getLogger(__name__)

FILE = "pause.json"

Why = Literal["closed", "sleep", "shutdown", "update", "restart"]

MINUTE_MS = 60_000
EARLY_MS = 15 * MINUTE_MS
"""An owner who has planned a restart may begin it this much earlier."""

REASONS: dict[Why, str] = {
    "closed": "The office was closed.",
    "sleep": "The host's computer goes to sleep. What you write is kept.",
    "shutdown": "The host's computer shuts down. What you write is kept.",
    "update": "Chat Desktop is updated on the host. What you write is kept.",
    "restart": "The office restarts. What you write is kept.",
}


class Pause(NamedTuple):
    """A pause from `at` to `until`, in ms since 1970; `until` is None when that is not known."""

    why: Why
    at: int
    until: int | None


class Pauses:
    """The pause that the owner has planned; one at most, and not longer than until it is over.

    `keep` stores it in the folder DATA, so that it also holds after the host was started again in between."""

    def __init__(self, now_ms: Callable[[], int], data: Path) -> None:
        self._now_ms, self._file = now_ms, data / FILE
        self._keeping = threading.Lock()
        self._planned = _read(self._file, now_ms())

    def plan(self, at: int | None, minutes: int) -> Pause:
        """Plans a restart AT a moment in ms, or now, for so many MINUTES."""
        begins = self._now_ms() if at is None else at
        self._planned = Pause("restart", begins, begins + minutes * MINUTE_MS)
        return self._planned

    def cancel(self) -> None:
        """Takes the plan back."""
        self._planned = None

    def is_over(self) -> bool:
        """Returns whether there was a plan whose end has passed. It is forgotten then."""
        planned = self._planned
        if planned is None or planned.until is None or self._now_ms() <= planned.until:
            return False
        self._planned = None
        return True

    def keep(self) -> None:
        """Stores the plan, or that there is none. Called off the hub. A failure is logged only."""
        with self._keeping:
            planned = self._planned
            try:
                if planned is None:
                    self._file.unlink(missing_ok=True)
                else:
                    write_atomically(self._file, json.dumps({"at": planned.at, "until": planned.until}))
            except OSError as problem:
                log.warning("The planned restart could not be stored: %s.", problem.strerror)

    @property
    def planned(self) -> Pause | None:
        """What is planned, or None."""
        return self._planned

    def of_stop(self) -> Pause:
        """Returns the pause that a stop at this moment begins: the planned one when its time has come.

        That one is over then: whoever starts the host again has restarted it. Called off the hub."""
        planned, now = self._planned, self._now_ms()
        if planned is not None and planned.until is not None and planned.at - EARLY_MS <= now <= planned.until:
            self._planned = None
            self.keep()
            return planned
        return Pause("closed", now, None)


def body(pause: Pause | None) -> dict[str, Any] | None:
    """Returns a planned pause as pages receive it."""
    return None if pause is None else wire.pause(pause.why, pause.at, pause.until)


def _read(file: Path, now: int) -> Pause | None:
    """Returns the plan in the file, unless its moment has come meanwhile: the start at that moment is the restart."""
    stored = json_file.read(file) or {}
    at, until = stored.get("at"), stored.get("until")
    return Pause("restart", at, until) if type(at) is type(until) is int and now < at <= until else None
