"""Reads the small JSON files that the program keeps for itself."""

import json
from pathlib import Path
from typing import Any

# Ours have a few hundred bytes. What is larger was not written by us, and is not worth the memory.
_MOST_BYTES = 65_536


def read(path: Path) -> dict[str, Any] | None:
    """The object in the file; None when there is no such file, or when it is anything else.

    Whoever wrote it (a crash, a disk, a hand): a file that makes no sense must never keep anybody from their office.
    """
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError):  # the last is what a thousand brackets are to the parser
        return None
    return found if isinstance(found, dict) else None
