"""The page's files, served under a hash of their contents and cached for good; and what templates are given."""

import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chat_desktop import paths

# By name, never asked of the system: Windows may call .js text/plain, and with nosniff the page would stay blank.
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
SQUEEZED = {".js", ".css", ".json", ".svg", ".webmanifest", ".txt"}
HIDDEN = {"templates"}
HASH_LENGTH = 12
LANGUAGE = "en"
LOOK_S = 1.0  # between two looks for an edit: one takes 2 ms of the hub, and a first visit asks for sixty files


@dataclass(frozen=True, slots=True)
class File:
    """`squeezed` is the gzipped content, or None where that gains nothing."""

    content: bytes
    squeezed: bytes | None
    type: str


class Ui:
    """The folder `webui/`. Read once; in a checkout, and only there, again when a file changed, so that edit and reload
    works."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder, self._clock = folder, clock
        self._looked = clock()
        self._watch = paths.checkout()
        self._catalogue: dict[str, Any] | None = None
        self._lock = threading.Lock()
        self._stamp: object = None
        self._files: dict[str, Path] = {}
        self._served: dict[str, File] = {}
        self._hash = ""
        self._refresh()

    @property
    def prefix(self) -> str:
        """`/ui/HASH`: relative imports inherit it, so no file needs another name when it changes."""
        if self._watch and self._clock() - self._looked >= LOOK_S:
            self._looked = self._clock()
            self._refresh()
        return f"/ui/{self._hash}"

    def modules(self) -> list[str]:
        """The modules of the first screen, to be loaded side by side."""
        listed = self.folder / "app" / "boot.txt"
        return listed.read_text("utf-8").split() if listed.is_file() else []

    def catalogue(self) -> dict[str, Any]:
        """Parsed once, since every page on the hub asks; not to be changed by who asks."""
        if self._catalogue is None:
            self._catalogue = json.loads((self.folder / "i18n" / f"{LANGUAGE}.json").read_text("utf-8"))
        return self._catalogue

    def words(self) -> dict[str, Any]:
        """What every template is given."""
        prefix, catalogue = self.prefix, self.catalogue()  # in this order: the first looks for edits
        return {
            "ui": prefix,
            "lang": LANGUAGE,
            "t": lambda key: catalogue.get(key, key),
            "title": catalogue.get("app.name", "Chat Desktop"),
        }

    def file(self, name: str) -> File | None:
        """A file by its name below the folder; only names that the folder's listing has, so no path can leave it."""
        if name not in self._files:
            return None
        if name not in self._served:
            self._served[name] = _read(self._files[name])
        return self._served[name]

    def _refresh(self) -> None:
        with self._lock:
            files = {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*"))}
            kept = {name: path for name, path in files.items() if _is_served(name, path)}
            stamp = tuple((name, path.stat().st_mtime_ns) for name, path in kept.items())
            if stamp != self._stamp:
                self._files, self._served, self._stamp = kept, {}, stamp
                self._catalogue = None
                self._hash = _hash(kept)


def _is_served(name: str, path: Path) -> bool:
    return path.suffix in TYPES and name.split("/")[0] not in HIDDEN and path.is_file()


def _hash(files: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:HASH_LENGTH]


def _read(path: Path) -> File:
    content = path.read_bytes()
    squeezed = gzip.compress(content, 9, mtime=0) if path.suffix in SQUEEZED else None
    smaller = squeezed if squeezed and len(squeezed) < len(content) else None
    return File(content, smaller, TYPES[path.suffix])
