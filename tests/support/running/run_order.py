"""Defines the order in which the test files run, so that all workers are busy until the end.

pytest-xdist gives each worker the next file when it is nearly through with one. The files that take seconds come first,
and the many that take a part of one come last: with them the workers end together. Those that take long are mixed:
while a test of the network waits for an answer, one in a browser computes.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

# The folders of tests/ whose files take long: they start hosts, browsers, windows and networks. All others are short.
# The executable is being frozen while the first of them run (packaging/freezing.py).
LONG = frozenset({"desktop", "development", "e2e", "faults", "firefox", "network", "packaging", "runtime", "webui"})


def arrange(items: list[pytest.Item], root: Path) -> None:
    """Sorts in place; a file stays whole. `root` is the folder of the checkout."""
    places = {file: place for place, file in enumerate(mixed(dict.fromkeys(item.path for item in items), root))}
    # Within a file who asks for a browser comes last: Playwright keeps an event loop running in this thread as long as
    # its browser lives, which is until the end of the file.
    items.sort(key=lambda item: (places[item.path], "chromium" in getattr(item, "fixturenames", ())))


def mixed(files: Iterable[Path], root: Path) -> list[Path]:
    """The long ones first, those of each folder spread evenly over all of them."""
    by_folder: dict[str, list[Path]] = {}
    for file in files:
        by_folder.setdefault(folder_of(file, root), []).append(file)
    spread = [
        (folder not in LONG, (number + 0.5) / len(together), folder, file)
        for folder, together in by_folder.items()
        for number, file in enumerate(together)
    ]
    return [file for *_, file in sorted(spread)]


def folder_of(file: Path, root: Path) -> str:
    """The folder directly below tests/."""
    below = file.relative_to(root).parts
    return below[1] if len(below) > 2 else ""
