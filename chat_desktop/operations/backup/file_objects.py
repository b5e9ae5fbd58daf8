"""The files of the office in the folder for backups: each encrypted, once for all backups, under a name from its hash.

Their key comes from the secret of the office's identity, which every backup holds. So the passphrase can be changed
without writing the files again, and neither a name nor a content tells anything without a backup and its passphrase.
"""

import errno
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from chat_desktop.atomic_write import writing
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.keys import derived
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.backup.readable import Readable
from chat_desktop.operations.backup.sealed_stream import DAMAGED, SealedReader, SealedWriter, sealed_size

MAGIC = b"CHATFILE\x01"
SALT_BYTES = 32
BLOCK_BYTES = 1_048_576
FOLDER = "files"
PARTIAL = ".partial-"
_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)


class FileObjects:
    """The objects below FOLDER. SEED is the secret of the office's identity. The methods raise OSError."""

    def __init__(self, folder: Path, seed: bytes) -> None:
        self._folder = folder / FOLDER
        self._names = derived(seed, b"backup file names")
        self._contents = derived(seed, b"backup files")

    def object_name(self, name: str) -> str:
        """Returns the name of the object for a file, such as its hash, or its hash with the form of a picture."""
        return hmac.new(self._names, name.encode(), hashlib.sha256).hexdigest()

    def has(self, name: str, size: int) -> bool:
        """Returns whether a file of this size is there."""
        try:
            return self.path(name).stat().st_size == len(MAGIC) + SALT_BYTES + sealed_size(size)
        except FileNotFoundError:
            return False

    def add(self, name: str, source: Path, progress: Progress) -> None:
        """Writes a file whole, and reads it back. Raises BackupFailed when it is cancelled or was not written well."""
        with source.open("rb") as plain:
            self.add_from(name, plain, progress)

    def add_from(self, name: str, plain: Readable, progress: Progress) -> None:
        """As `add`, with the content that PLAIN gives."""
        target = self.path(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with writing(target, prefix=PARTIAL, sync=True) as file:
            written = self._seal(name, plain, file, progress)
            file.flush()
            file.seek(0)
            read = hashlib.sha256()
            for block in self._opened(name, file):
                read.update(block)
                progress.check()
            if read.digest() != written:
                raise BackupFailed("damaged", "backup_not_kept")

    def remove(self, name: str) -> None:
        """Removes a file, if it is there."""
        self.path(name).unlink(missing_ok=True)

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yields the content of a file. Raises BackupFailed when it is missing or damaged."""
        try:
            with self.path(name).open("rb") as file:
                yield from self._opened(name, file)
        except FileNotFoundError:
            raise BackupFailed("damaged", "backup_file_missing", {"folder": str(self._folder)}) from None
        except OSError as problem:
            if problem.errno != errno.EIO:
                raise
            raise BackupFailed("damaged", DAMAGED) from problem  # a place of the disk that cannot be read any more

    def path(self, name: str) -> Path:
        """Returns where the object for a file is."""
        named = self.object_name(name)
        return self._folder / named[:2] / named

    def _seal(self, name: str, plain: Readable, file: IO[bytes], progress: Progress) -> bytes:
        salt, found = secrets.token_bytes(SALT_BYTES), hashlib.sha256()
        file.write(MAGIC + salt)
        sealed = SealedWriter(file, derived(self._contents, name.encode(), salt), self._header(name))
        while block := plain.read(BLOCK_BYTES):
            sealed.write(block)
            found.update(block)
            progress.advance(len(block))
        sealed.finish()
        return found.digest()

    def _opened(self, name: str, file: IO[bytes]) -> Iterator[bytes]:
        if file.read(len(MAGIC)) != MAGIC:
            raise BackupFailed("damaged", DAMAGED)
        salt = file.read(SALT_BYTES)
        sealed = SealedReader(file, derived(self._contents, name.encode(), salt), self._header(name))
        while block := sealed.chunk():
            yield block

    def _header(self, name: str) -> bytes:
        return MAGIC + self.object_name(name).encode()


class Objects(NamedTuple):
    """All objects of a folder: finished ones by their name, and what was not finished."""

    finished: dict[str, Path]
    partial: list[Path]


def found_in(folder: Path) -> Objects:
    """Returns what is there of our making. Other files are left alone. Raises OSError."""
    finished: dict[str, Path] = {}
    partial: list[Path] = []
    for path in (folder / FOLDER).glob("[0-9a-f][0-9a-f]/*"):
        if path.name.startswith(PARTIAL):
            partial.append(path)
        elif _NAME.fullmatch(path.name):
            finished[path.name] = path
    return Objects(finished, partial)
