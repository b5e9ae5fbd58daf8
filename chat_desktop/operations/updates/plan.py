"""The file that says how an update is tried, and its folder, in which the installer for Windows lies too.

The program that makes the plan has ended when it is carried out there, because Windows renames no folder of a program
that runs.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat_desktop import __version__, json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.operations.updates.manifest import UpdateRefused

FOLDER, FILE = "trial", "chat-desktop-update.json"  # build/installers/chat-desktop.nsi has the name of the file too
READY_FILE = "--ready-file="


@dataclass(frozen=True)
class Plan:
    """An update of the program in `folder` to `version`. `words` start it, and serve the office in `data`.

    `before` and `after` are the numbers of the newest change of the tables."""

    folder: Path
    data: Path
    words: list[str]
    before: str
    after: str
    version: str

    @property
    def health_file(self) -> Path:
        """The ready file of the new program, which exists while it serves."""
        named = [word.removeprefix(READY_FILE) for word in self.words if word.startswith(READY_FILE)]
        return Path(named[-1]) if named else self.data / "update-health.json"

    def refused(self, key: str) -> UpdateRefused:
        """Returns the sentence with this key, which names both versions."""
        return UpdateRefused(key, {"version": self.version, "here": __version__})


def clear(data: Path) -> Path:
    """Returns the folder for a new trial, which is empty. Raises OSError."""
    place = data / "updates" / FOLDER
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def sweep(data: Path) -> None:
    """Removes the folder of a trial that is over, with its installer: one without a plan."""
    place = data / "updates" / FOLDER
    if not (place / FILE).exists():
        shutil.rmtree(place, ignore_errors=True)


def write(plan: Plan, place: Path) -> Path:
    """Writes the plan into the folder PLACE and returns its path. Raises OSError."""
    fields = {name: value if isinstance(value, list) else str(value) for name, value in vars(plan).items()}
    write_atomically(place / FILE, json.dumps(fields), sync=True)
    return place / FILE


def read(path: Path) -> Plan:
    """Reads a plan. Raises ValueError when the file has none."""
    found: dict[str, Any] = json_file.read(path) or {}
    try:
        return Plan(Path(found.pop("folder")), Path(found.pop("data")), **found)
    except (KeyError, TypeError):
        raise ValueError(f"{path} is not the plan of an update.") from None
