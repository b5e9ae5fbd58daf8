"""Reads the small JSON files that the program has written."""

import json
from pathlib import Path
from typing import Any

# The program's files have a few hundred bytes. A larger file was written by something else.
_MAX_BYTES = 65_536


def read(path: Path) -> dict[str, Any] | None:
    """Returns the object in the file, or None when the file is missing or contains anything else.

    A damaged file (after a crash, a disk error or an edit) must never prevent the start of the program.
    """
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MAX_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError):  # deeply nested brackets cause a RecursionError
        return None
    return found if isinstance(found, dict) else None
