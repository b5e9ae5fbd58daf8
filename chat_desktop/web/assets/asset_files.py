"""Serves the page's files under a hash of their contents, so that browsers may keep them for ever."""

import gzip
import hashlib
import posixpath
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chat_desktop import paths
from chat_desktop.languages.catalogues import ENGLISH, NO_LANGUAGES, Catalogues
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
SHEETS = ("tokens", "base", "layout", "parts", "sidebar", "messages", "composer", "dialogs", "pages", "states", "print")
BUNDLES = "app/bundles.txt"
COMPRESSED_SUFFIXES = {".js", ".css", ".json", ".map", ".svg", ".webmanifest", ".txt"}
CATALOGUES = "i18n"
HIDDEN = {"templates"}
# What only translators read.
UNSERVED = {f"{CATALOGUES}/{name}.json" for name in NO_LANGUAGES}
HASH_LENGTH = 12
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
        self._catalogues = Catalogues(folder / CATALOGUES)
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

    @property
    def catalogues(self) -> Catalogues:
        """The sentences of each language."""
        _ = self.prefix  # looks for edits
        return self._catalogues

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
                self._catalogues = Catalogues(self.folder / CATALOGUES)
                joined = _join(kept, self._catalogues)
                self._files, self._joined, self._served, self._stamp = kept, joined, {}, stamp
                self._hash = _hash(kept, joined)


def _is_served(name: str, path: Path) -> bool:
    is_hidden = name.split("/")[0] in HIDDEN or name in UNSERVED
    return path.suffix in TYPES and not is_hidden and path.is_file()


def _join(files: dict[str, Path], catalogues: Catalogues) -> dict[str, Callable[[], str]]:
    """The joined files by name. A joined file replaces a file of the same name."""

    def read(name: str) -> str:
        return files[name].read_text("utf-8")

    joined: dict[str, Callable[[], str]] = {SHEET: lambda: "\n".join(map(read, sheets))}
    sheets = [name for name in (f"css/{sheet}.css" for sheet in SHEETS) if name in files]
    if BUNDLES in files:
        modules = [name for name in files if name.startswith("app/") and name.endswith(".js")]
        planned = bundles.plan(read(BUNDLES), read)
        joined |= bundles.join(planned, read, modules)
        # Once for all languages, and once for both parts of each, and for their hash.
        named = cache(lambda: sentences.first_keys(planned, read))
        split = cache(lambda code: sentences.split(catalogues.of(code), named()))
        for code in catalogues.codes:
            joined[f"{CATALOGUES}/{code}.json"] = lambda code=code: split(code)[0]  # type: ignore[misc]
            joined[f"{CATALOGUES}/{code}.rest.json"] = lambda code=code: split(code)[1]  # type: ignore[misc]
    return joined


def _hash(files: dict[str, Path], joined: dict[str, Callable[[], str]]) -> str:
    """The hash of all files and of the joined ones, which also change when the program joins them differently.

    Of the joined catalogues the English ones are enough: the other ones are split in the same way.
    """
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for name, write in joined.items():
        is_translation = name.startswith(CATALOGUES) and not name.startswith(f"{CATALOGUES}/{ENGLISH}.")
        if not name.endswith(".map") and not is_translation:
            digest.update(name.encode() + b"\0" + hashlib.sha256(write().encode()).digest())
    return digest.hexdigest()[:HASH_LENGTH]


def _compressed(content: bytes, name: str) -> File:
    suffix = posixpath.splitext(name)[1]
    compressed = gzip.compress(content, 9, mtime=0) if suffix in COMPRESSED_SUFFIXES else None
    smaller = compressed if compressed and len(compressed) < len(content) else None
    return File(content, smaller, TYPES[suffix])
