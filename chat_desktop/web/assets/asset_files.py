"""Serves the page's files under a hash of their contents, so that browsers may keep them for ever."""

import gzip
import hashlib
import posixpath
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
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
# The files that are served, each with the time of its last change in nanoseconds.
Stamp = tuple[tuple[str, int], ...]
LOOK_SECONDS = 1.0  # between two checks for edits: each takes 2 ms of the hub, and a page asks for many files


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is served. `compressed` is the gzipped content, or None where that is not smaller."""

    content: bytes
    compressed: bytes | None
    type: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What is served while no file changes: the folder's files and the joined ones by name, and the hash of all.

    `ready` holds the files that were asked for, as they are served.
    """

    files: dict[str, Path]
    joined: dict[str, Callable[[], str]]
    hash: str
    catalogues: Catalogues
    ready: dict[str, File] = field(default_factory=dict)


class AssetFiles:
    """The files of the folder `webui/`. They are read once; in a checkout they are read again after an edit."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder, self._clock = folder, clock
        self._looked = clock()
        self._watch = paths.checkout()
        self._contents = contents(folder, stamp_of(folder))

    @property
    def prefix(self) -> str:
        """The path `/ui/HASH` of all files. Relative imports inherit it, so a changed file keeps its name."""
        if self._watch and self._clock() - self._looked >= LOOK_SECONDS:
            self._looked = self._clock()
            self._contents = contents(self.folder, stamp_of(self.folder))
        return f"/ui/{self._contents.hash}"

    @property
    def catalogues(self) -> Catalogues:
        """The sentences of each language."""
        _ = self.prefix  # looks for edits
        return self._contents.catalogues

    def file(self, name: str) -> File | None:
        """A file by its path below the folder, or a joined file by its name; None if there is none.

        Only names of the folder's listing are known, so no path can lead out of it.
        """
        now = self._contents
        if name not in now.ready:
            if name in now.joined:
                now.ready[name] = _compressed(now.joined[name]().encode(), name)
            elif name in now.files:
                now.ready[name] = _compressed(now.files[name].read_bytes(), name)
        return now.ready.get(name)


# Once for all hosts of a process: reading, joining and hashing the files is half of a start without its imports.
@lru_cache(maxsize=1)
def contents(folder: Path, stamp: Stamp) -> Contents:
    """What is served of a folder whose files had these times."""
    files = {name: folder / name for name, _ in stamp}
    catalogues = Catalogues(folder / CATALOGUES)
    joined = _join(files, catalogues)
    return Contents(files, joined, _hash(files, joined), catalogues)


def stamp_of(folder: Path) -> Stamp:
    """The files of the folder that are served, and their times."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return tuple((name, path.stat().st_mtime_ns) for name, path in files.items() if _is_served(name, path))


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
