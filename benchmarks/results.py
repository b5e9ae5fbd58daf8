"""Stores the newest results of each part, so that the parts can be measured one by one."""

import json
from pathlib import Path
from typing import Any

from benchmarks.bench import Row

FILE = "results.json"


def keep(place: Path, part: str, rows: list[Row]) -> None:
    """Stores the rows of a part in the folder `place`."""
    every = load(place) | {part: rows}
    (place / FILE).write_text(json.dumps(every, indent=1), "utf-8")


def load(place: Path) -> dict[str, list[Row]]:
    """Returns the stored rows of all parts; empty when there are none."""
    try:
        stored: dict[str, Any] = json.loads((place / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return stored
