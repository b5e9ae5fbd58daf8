"""Serves the page's files under a hash of their contents, so that browsers may keep them for ever."""

import gzip
import hashlib
import json
import posixpath
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chat_desktop import paths
from chat_desktop.web.assets import bundles, sentences

# Content types by suffix. The system is not asked: Windows may call .js text/plain, and the page would stay blank.
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
# The style sheets of every page are joined into one, as the modules are.
SHEET = "css/page.css"
SHEETS = ("tokens", "base", "layout", "parts", "sidebar", "messages", "composer", "dialogs", "pages", "states")
BUNDLES = "app/bundles.txt"
COMPRESSED_SUFFIXES = {".js", ".css", ".json", ".map", ".svg", ".webmanifest", ".txt"}
HIDDEN = {"templates"}
HASH_LENGTH = 12
LANGUAGE = "en"
LOOK_SECONDS = 1.0  # between two checks for edits: each takes 2 ms of the hub, and a page asks for many files


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is served. `compressed` is the gzipped content, or None where that is not smaller."""

    content: bytes
    compressed: bytes | None
    type: str


class AssetFiles:
    """The files of the folder `webui/`. They are read once; in a checkout they are read again after an edit."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder, self._clock = folder, clock
        self._looked = clock()
        self._watch = paths.checkout()
        self._catalogue: dict[str, Any] | None = None
        self._lock = threading.Lock()
        self._stamp: object = None
        self._files: dict[str, Path] = {}
        self._joined: dict[str, Callable[[], str]] = {}
        self._served: dict[str, File] = {}
        self._hash = ""
        self._refresh()

    @property
    def prefix(self) -> str:
        """The path `/ui/HASH` of all files. Relative imports inherit it, so a changed file keeps its name."""
        if self._watch and self._clock() - self._looked >= LOOK_SECONDS:
            self._looked = self._clock()
            self._refresh()
        return f"/ui/{self._hash}"

    def catalogue(self) -> dict[str, Any]:
        """The sentences of the page by their keys. They are parsed once; callers must not change them."""
        if self._catalogue is None:
            self._catalogue = json.loads((self.folder / "i18n" / f"{LANGUAGE}.json").read_text("utf-8"))
        return self._catalogue

    def words(self) -> dict[str, Any]:
        """The values that every template may use."""
        prefix, catalogue = self.prefix, self.catalogue()  # in this order: the first looks for edits
        return {
            "ui": prefix,
            "lang": LANGUAGE,
            "t": lambda key: catalogue.get(key, key),
            "title": catalogue.get("app.name", "Chat Desktop"),
        }

    def file(self, name: str) -> File | None:
        """A file by its path below the folder, or a joined file by its name; None if there is none.

        Only names of the folder's listing are known, so no path can lead out of it.
        """
        if name not in self._served:
            if name in self._joined:
                self._served[name] = _compressed(self._joined[name]().encode(), name)
            elif name in self._files:
                self._served[name] = _compressed(self._files[name].read_bytes(), name)
        return self._served.get(name)

    def _refresh(self) -> None:
        with self._lock:
            files = {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*"))}
            kept = {name: path for name, path in files.items() if _is_served(name, path)}
            stamp = tuple((name, path.stat().st_mtime_ns) for name, path in kept.items())
            if stamp != self._stamp:
                joined = _join(kept)
                self._files, self._joined, self._served, self._stamp = kept, joined, {}, stamp
                self._catalogue = None
                self._hash = _hash(kept, joined)


def _is_served(name: str, path: Path) -> bool:
    return path.suffix in TYPES and name.split("/")[0] not in HIDDEN and path.is_file()


def _join(files: dict[str, Path]) -> dict[str, Callable[[], str]]:
    """The joined files by name. A joined file replaces a file of the same name."""

    def read(name: str) -> str:
        return files[name].read_text("utf-8")

    joined: dict[str, Callable[[], str]] = {SHEET: lambda: "\n".join(map(read, sheets))}
    sheets = [name for name in (f"css/{sheet}.css" for sheet in SHEETS) if name in files]
    if BUNDLES in files:
        modules = [name for name in files if name.startswith("app/") and name.endswith(".js")]
        planned = bundles.plan(read(BUNDLES), read)
        joined |= bundles.join(planned, read, modules)
        # Once for both parts, and for their hash.
        split = cache(lambda: sentences.split(read(f"i18n/{LANGUAGE}.json"), planned, read))
        joined[f"i18n/{LANGUAGE}.json"] = lambda: split()[0]
        joined[f"i18n/{LANGUAGE}.rest.json"] = lambda: split()[1]
    return joined


def _hash(files: dict[str, Path], joined: dict[str, Callable[[], str]]) -> str:
    """The hash of all files and of the joined ones, which also change when the program joins them differently."""
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for name, write in joined.items():
        if not name.endswith(".map"):
            digest.update(name.encode() + b"\0" + hashlib.sha256(write().encode()).digest())
    return digest.hexdigest()[:HASH_LENGTH]


def _compressed(content: bytes, name: str) -> File:
    suffix = posixpath.splitext(name)[1]
    compressed = gzip.compress(content, 9, mtime=0) if suffix in COMPRESSED_SUFFIXES else None
    smaller = compressed if compressed and len(compressed) < len(content) else None
    return File(content, smaller, TYPES[suffix])
