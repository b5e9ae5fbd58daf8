"""The file by which a copy of an office knows that another one serves it now. Without the file, this copy serves.

It lies beside the database and is not part of backups, so a restored office serves.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chat_desktop import json_file
from chat_desktop.atomic_write import sync_folder, write_atomically

NAME = "newer-copy.json"
MOST_ORIGINS = 4
SOMEWHERE = "another computer"


@dataclass(frozen=True, slots=True)
class Handover:
    """A move straight to another computer, which may not have heard yet that the office counts there now."""

    id: str
    host: str
    port: int
    code: str


@dataclass(frozen=True, slots=True)
class NewerCopy:
    """The copy that serves the office. `origins` may be empty when only its term is known; `at` is ms since 1970.

    `handover` and `file` are set while a move to another computer, or into a file at this path, is being finished.
    """

    term: int
    origins: tuple[str, ...] = ()
    at: int = 0
    handover: Handover | None = None
    file: str | None = None

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return self.origins[0] if self.origins else SOMEWHERE

    @property
    def sentence(self) -> str:
        """Says to people where the office is."""
        preposition = "at" if self.origins else "on"
        return f"This office is now {preposition} {self.place}. Nothing is stored here any more."


def read(data: Path) -> NewerCopy | None:
    """Returns the copy that serves, or None when it is this one. A file that is damaged still stops this copy."""
    said = json_file.read(data / NAME)
    if said is None:
        return NewerCopy(0) if (data / NAME).exists() else None
    term, origins, at, file = (said.get(name) for name in ("term", "origins", "at", "file"))
    listed = [origin for origin in origins if isinstance(origin, str)] if isinstance(origins, list) else []
    return NewerCopy(
        term if isinstance(term, int) else 0,
        tuple(listed[:MOST_ORIGINS]),
        at if isinstance(at, int) else 0,
        _handover(said.get("handover")),
        file if isinstance(file, str) else None,
    )


def write(data: Path, newer: NewerCopy) -> None:
    """Stores that another copy serves, synced. Raises OSError."""
    write_atomically(data / NAME, json.dumps(asdict(newer)), sync=True)


def forget(data: Path) -> None:
    """Lets this copy serve from its next start on. Raises OSError."""
    with suppress(FileNotFoundError):
        (data / NAME).unlink()
        sync_folder(data)


def _handover(said: Any) -> Handover | None:
    try:
        return Handover(str(said["id"]), str(said["host"]), int(said["port"]), str(said["code"]))
    except (KeyError, TypeError, ValueError):
        return None
