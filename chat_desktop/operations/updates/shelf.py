"""Keeps the update that this host offers to others, and the one that it has taken from another, in the data folder."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chat_desktop.atomic_write import rename_over
from chat_desktop.languages.system_words import system_words
from chat_desktop.operations.updates import fetch, update_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused

FOLDER, OFFERED, FETCHED = "updates", "offered.update", "fetched.update"


@dataclass(frozen=True, slots=True)
class Offered:
    """An update that was verified completely: its file, and its signed description as it is sent to others."""

    path: Path
    size: int
    manifest: Manifest
    raw: bytes
    signature: bytes


class Shelf:
    """The two files. Its methods read and write files, so they are not called on the hub.

    KEYS are the public keys that are trusted, by default those that are compiled in."""

    def __init__(self, data: Path, keys: list[Ed25519PublicKey] | None = None) -> None:
        self._folder, self._keys = data / FOLDER, keys

    @property
    def fetched_path(self) -> Path:
        """The file that was taken from another host, if there is one."""
        return self._folder / FETCHED

    def offered(self) -> Offered | None:
        """Returns what is offered, verified again, or None."""
        path = self._folder / OFFERED
        try:
            return self._read(path) if path.exists() else None
        except UpdateRefused:
            path.unlink(missing_ok=True)  # it was damaged, or signed by a key that is not trusted any more
            return None

    def offer(self, path: Path) -> Offered:
        """Copies the update PATH into the data folder and verifies the copy. Raises UpdateRefused."""
        target = self._folder / OFFERED
        part = target.with_suffix(".part")
        try:
            update_file.read(path, self._keys)  # before 150 MB are copied
            self._folder.mkdir(mode=0o700, exist_ok=True)
            shutil.copyfile(path, part)
            update_file.verify(part, self._keys)
            rename_over(part, target)
        except OSError as problem:
            raise UpdateRefused("update_not_copied", {"why": system_words(problem)}) from None
        finally:
            part.unlink(missing_ok=True)
        return self._read(target)

    def withdraw(self) -> None:
        """Removes what is offered."""
        (self._folder / OFFERED).unlink(missing_ok=True)

    def fetch(self, url: str, check: Callable[[Manifest], None], progress: Callable[[int, int], None]) -> Manifest:
        """Takes the update of another host. `check` and `progress` as in fetch.py. Raises UpdateRefused."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        return fetch.fetch(url, self.fetched_path, check, progress, self._keys)

    def fetched(self) -> Manifest | None:
        """Returns the description of what was taken, verified again, or None."""
        if not self.fetched_path.exists():
            return None
        try:
            return update_file.verify(self.fetched_path, self._keys)
        except UpdateRefused:
            self.discard()
            return None

    def discard(self) -> None:
        """Removes what was taken."""
        self.fetched_path.unlink(missing_ok=True)

    def _read(self, path: Path) -> Offered:
        manifest = update_file.verify(path, self._keys)
        return Offered(path, os.stat(path).st_size, manifest, *update_file.signed(path))  # noqa: PTH116
