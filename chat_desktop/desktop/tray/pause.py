"""Pauses the notifications on this computer for some time. A pause outlives the program."""

import json
import logging
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.desktop.texts import text

log = logging.getLogger(__name__)

FILE = "notifications.json"
HOUR_SECONDS = 3600.0
MOST_SECONDS = 48 * HOUR_SECONDS
MORNING = time_of_day(8)  # when a pause until tomorrow ends
UNTIL_TURNED_ON = math.inf


class Pause:
    """The pause of the office with the folder `data`. `changed` is called when one begins or is ended.

    Times are seconds since 1970; UNTIL_TURNED_ON has no end."""

    def __init__(self, data: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = data / FILE, clock
        self._until = self._stored()
        self.changed: Callable[[], None] = lambda: None

    def is_on(self) -> bool:
        """Returns whether notifications are paused at this moment."""
        return self._clock() < self._until

    def begin(self, until: float) -> None:
        """Pauses them until a moment. A failure to remember it is logged only."""
        self._until = until
        stored = "turned on" if until == UNTIL_TURNED_ON else until
        try:
            write_atomically(self._file, json.dumps({"paused_until": stored}))
        except OSError as problem:
            log.warning("The pause of the notifications could not be remembered: %s.", problem.strerror)
        self.changed()

    def end(self) -> None:
        """Turns them on again."""
        self.begin(0.0)

    def in_an_hour(self) -> float:
        """Returns the moment in an hour."""
        return self._clock() + HOUR_SECONDS

    def tomorrow(self) -> float:
        """Returns tomorrow morning in the time zone of the computer."""
        day = _local(self._clock()).date() + timedelta(days=1)
        return datetime.combine(day, MORNING).astimezone().timestamp()

    def words(self) -> str:
        """Returns a sentence about the pause, which is empty when there is none."""
        if not self.is_on():
            return ""
        if self._until == UNTIL_TURNED_ON:
            return text("tray.paused")
        end, now = _local(self._until), _local(self._clock())
        moment = f"{end:%H:%M}"
        return text("tray.paused_until" if end.date() == now.date() else "tray.paused_until_tomorrow", time=moment)

    def _stored(self) -> float:
        stored = (json_file.read(self._file) or {}).get("paused_until")
        if stored == "turned on":
            return UNTIL_TURNED_ON
        if not isinstance(stored, int | float) or stored > self._clock() + MOST_SECONDS:
            return 0.0  # it was stored with a wrong clock, and could last for years
        return float(stored)


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def tool_tip(name: str, unread: int = 0, pause: Pause | None = None) -> str:
    """Returns what the icon says when the mouse is on it."""
    words = pause.words() if pause else ""
    return "\n".join([text("tray.unread", name=name, n=unread) if unread else name, *([words] if words else [])])
