"""Decides whether the computer is kept awake: by the owner's setting, by who is connected, and by mains power."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.power.system import PowerSystem

log = logging.getLogger(__name__)

FILE = "power.json"
Mode = Literal["never", "mains", "always"]
State = Literal["held", "nobody", "battery", "never", "refused"]
DEFAULT: Mode = "mains"


class StayAwake:
    """Keeps the computer awake while others are connected. `check` is called from one thread, again and again.

    The setting belongs to the computer, so it is a file in the data folder and does not move with the office."""

    def __init__(self, system: PowerSystem, data: Path) -> None:
        self._system, self._file = system, data / FILE
        self.mode = _read(self._file)
        self._others = 0

    def choose(self, mode: Mode) -> None:
        """Stores the setting. Raises OSError when the disk refuses; then it stays as it was."""
        write_atomically(self._file, json.dumps({"stay_awake": mode}))
        self.mode = mode

    def check(self, others: Callable[[], int]) -> None:
        """Keeps the computer awake or lets it sleep. OTHERS returns how many are connected besides the own window."""
        if self.mode == "never":
            self._system.keep_awake(False)
            return
        self._others = others()
        self._system.keep_awake(self._others > 0 and (self.mode == "always" or self._system.on_mains()))

    def state(self) -> State:
        """Returns "held" while the computer is kept awake, or else why it may sleep.

        "refused" means that the system has no power management that this program may ask."""
        if self._system.keeps_awake():
            return "held"
        if self.mode == "never":
            return "never"
        if not self._system.is_known():
            return "refused"
        if not self._others:
            return "nobody"
        return "battery" if self.mode == "mains" and not self._system.on_mains() else "refused"


def _read(file: Path) -> Mode:
    stored = (json_file.read(file) or {}).get("stay_awake")
    return next((mode for mode in get_args(Mode) if mode == stored), DEFAULT)
