"""The offices of others that have been visited from this computer: a folder each, below the data folder.

In it are the window's own cookies and storage, its place, and `visit.json`. No two offices share anything.
"""

import hashlib
import json
import logging
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.desktop.window import display
from chat_desktop.network.addressing import office_url
from chat_desktop.storage import probe

log = logging.getLogger(__name__)

FOLDER, FILE = "visits", "visit.json"


@dataclass(frozen=True, slots=True)
class Visited:
    """`url` is the origin where it was found last, `office_id`, `name` and `key` what it said there (hexadecimal; the
    key only where it was proved), `seen_at` in Unix seconds. Empty and 0 until it has answered for the first time."""

    url: str
    office_id: str = ""
    name: str = ""
    key: str = ""
    seen_at: float = 0.0

    @property
    def shown(self) -> str:
        """For people: the office's name, or its address as long as nobody has said the name."""
        return self.name or self.address

    @property
    def address(self) -> str:
        return self.url.split("://")[-1]


def folder_for(data: Path, url: str, office_id: str | None) -> Path:
    """Where the office is kept: by its id, else by an address at which it once was, else a new place."""
    known = list(_all(data))
    for folder, visited in known:
        if office_id and visited.office_id == office_id:
            return folder
    for folder, visited in known:
        if not office_id and visited.url == url:
            return folder
    # A digest, not the id: some systems take ABC for abc, and none on Windows may be called NUL.
    name = hashlib.sha256((office_id or url).encode()).hexdigest()[:16]
    return data / FOLDER / f"{'id' if office_id else 'at'}-{name}"


def last(data: Path) -> Visited | None:
    """The one that was seen last; None when none ever answered."""
    seen = [visited for _, visited in _all(data) if visited.seen_at > 0]
    return max(seen, key=lambda visited: visited.seen_at, default=None)


def last_visited_without_own(data: Path) -> Visited | None:
    """What a double click opens where no office was ever set up, and another's was visited: that one."""
    visited = last(data)
    if visited is None or probe.has_owner(data) or display.why_no_window() is not None:
        return None
    return visited


def load(folder: Path) -> Visited | None:
    """What is remembered there; None when that is nothing, or nothing that could be opened."""
    try:
        visited = Visited(**(json_file.read(folder / FILE) or {}))
        return visited if _is_valid(visited) else None
    except (TypeError, OverflowError):  # an integer may be too large to be a time
        return None


def _is_valid(visited: Visited) -> bool:
    texts = (visited.url, visited.office_id, visited.name, visited.key)
    if not all(type(text) is str for text in texts) or type(visited.seen_at) not in (int, float):
        return False
    return math.isfinite(visited.seen_at) and office_url.origin(visited.url) == visited.url


def save(folder: Path, visited: Visited) -> None:
    """What cannot be kept is no reason to keep anybody out."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(folder / FILE, json.dumps(asdict(visited)))
    except OSError as problem:
        log.warning("The visited office could not be remembered: %s.", problem.strerror)


def _all(data: Path) -> Iterator[tuple[Path, Visited]]:
    for file in sorted((data / FOLDER).glob(f"*/{FILE}")):
        if (visited := load(file.parent)) is not None:
            yield file.parent, visited
