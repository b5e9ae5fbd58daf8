"""Stores whether the office runs on in the tray when its window is closed."""

import json
import logging
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically

log = logging.getLogger(__name__)

FILE = "closing.json"


def keeps_running(data: Path) -> bool | None:
    """Returns what the person has chosen, or None when they were not asked yet."""
    stored = (json_file.read(data / FILE) or {}).get("keeps_running")
    return stored if type(stored) is bool else None


def keep_running(data: Path, keeps: bool) -> None:
    """Stores the choice. A failure is logged only, and the person is asked again."""
    try:
        write_atomically(data / FILE, json.dumps({"keeps_running": keeps}))
    except OSError as problem:
        log.warning("What closing the window does could not be remembered: %s.", problem.strerror)
