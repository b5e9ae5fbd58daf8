"""Stores the offices of others that have been visited from this computer, each in its own folder.

The folder contains the cookies and the storage of the window, its geometry, and `visit.json`. Offices share nothing.
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
    """A visited office.

    `url` is the origin at which it was found last. `office_id`, `name` and `key` are its values there; `key` is in
    hexadecimal and has been proved. `seen_at` is in seconds since 1970. All are empty or 0 until it has answered."""

    url: str
    office_id: str = ""
    name: str = ""
    key: str = ""
    seen_at: float = 0.0

    @property
    def shown(self) -> str:
        """The name of the office for people, or its address while the name is not known."""
        return self.name or self.address

    @property
    def address(self) -> str:
        """The host and port of the URL."""
        return self.url.split("://")[-1]


def folder_for(data: Path, url: str, office_id: str | None) -> Path:
    """Returns the folder of the office: found by its id, else by its URL, else a new one."""
    known = list(_all(data))
    for folder, visited in known:
        if office_id and visited.office_id == office_id:
            return folder
    for folder, visited in known:
        if not office_id and visited.url == url:
            return folder
    # The name is a digest, because some file systems ignore case and Windows reserves names such as NUL.
    name = hashlib.sha256((office_id or url).encode()).hexdigest()[:16]
    return data / FOLDER / f"{'id' if office_id else 'at'}-{name}"


def last(data: Path) -> Visited | None:
    """Returns the office that was seen last, or None when none has ever answered."""
    seen = [visited for _, visited in _all(data) if visited.seen_at > 0]
    return max(seen, key=lambda visited: visited.seen_at, default=None)


def last_visited_without_own(data: Path) -> Visited | None:
    """Returns the office that was visited last if no own office is set up and a window is possible, else None."""
    visited = last(data)
    if visited is None or probe.has_owner(data) or display.why_no_window() is not None:
        return None
    return visited


def load(folder: Path) -> Visited | None:
    """Returns the office stored in the folder, or None when its file is missing or invalid."""
    try:
        visited = Visited(**(json_file.read(folder / FILE) or {}))
        return visited if _is_valid(visited) else None
    except (TypeError, OverflowError):  # an integer may be too large for a float
        return None


def _is_valid(visited: Visited) -> bool:
    texts = (visited.url, visited.office_id, visited.name, visited.key)
    if not all(type(text) is str for text in texts) or type(visited.seen_at) not in (int, float):
        return False
    return math.isfinite(visited.seen_at) and office_url.origin(visited.url) == visited.url


def save(folder: Path, visited: Visited) -> None:
    """Stores the office. A failure is logged only, because the visit works without it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(folder / FILE, json.dumps(asdict(visited)))
    except OSError as problem:
        log.warning("The visited office could not be remembered: %s.", problem.strerror)


def _all(data: Path) -> Iterator[tuple[Path, Visited]]:
    for file in sorted((data / FOLDER).glob(f"*/{FILE}")):
        if (visited := load(file.parent)) is not None:
            yield file.parent, visited
