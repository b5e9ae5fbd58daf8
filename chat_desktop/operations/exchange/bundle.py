"""Opens what is to be imported: one file of JSON lines, or a zip archive. Neither is believed.

Names in an archive are only ever looked up in its own directory, and never become a path on the host. An archive that
unpacks to far more than it takes is refused before anything of it is unpacked.
"""

import contextlib
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from chat_desktop.operations import archive_faults
from chat_desktop.operations.exchange.refused import ExchangeRefused

MOST_ENTRIES = 300_000
MOST_DIRECTORY_BYTES = 64 << 20
MOST_RATIO = 200  # unpacked to packed: JSON lines reach 30, a zip bomb 1,000
SMALL_BYTES = 10 << 20  # of an entry of which the ratio does not matter
TAIL_BYTES = 65_535 + 22 + 20
END, END_64, ENTRY = b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02"
DAMAGED, UNKNOWN = "archive_damaged", "exchange_unknown"


class Bundle:
    """What one export consists of. It is used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Raises ExchangeRefused, OSError."""
        if archive_faults.is_no_file(path):
            raise ExchangeRefused(UNKNOWN)
        self._path = path
        self._archive: zipfile.ZipFile | None = None
        if zipfile.is_zipfile(path):
            self._archive = _opened(path)
        self.names: dict[str, int] = {}  # and their unpacked sizes
        for entry in self._archive.infolist() if self._archive else ():
            if not entry.is_dir():
                self.names[entry.filename] = entry.file_size

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive, and not one file of lines."""
        return self._archive is not None

    def below(self, folder: str) -> list[str]:
        """Returns the names of the files in a folder of the archive, in order."""
        return sorted(name for name in self.names if name.startswith(folder))

    @contextlib.contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        """Opens a file of the archive, or the one file. Raises ExchangeRefused when the archive is damaged."""
        if self._archive is None:
            with self._path.open("rb") as file:
                yield file
            return
        with archive_faults.damage_told(archive_faults.DAMAGED, _damaged):
            packed = self._archive.open(name)
        with archive_faults.damage_told(archive_faults.UNREADABLE, _damaged), packed:
            yield packed

    def close(self) -> None:
        """Closes the archive."""
        if self._archive is not None:
            self._archive.close()


def _opened(path: Path) -> zipfile.ZipFile:
    _check_directory(path)
    with archive_faults.damage_told(archive_faults.DAMAGED, _damaged):
        archive = zipfile.ZipFile(path)
    try:
        _check_entries(archive, path.stat().st_size)
    except BaseException:
        archive.close()
        raise
    return archive


def _damaged() -> ExchangeRefused:
    return ExchangeRefused(DAMAGED)


def _check_directory(path: Path) -> None:
    """Bounds the list of entries, which is read into memory as a whole."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read()
        at = tail.rfind(END)
        if at < 0 or len(tail) < at + 22:
            raise ExchangeRefused(DAMAGED)
        (length,) = struct.unpack("<L", tail[at + 12 : at + 16])
        if length == 0xFFFFFFFF:
            length = MOST_DIRECTORY_BYTES  # a large archive says it elsewhere; what it says is counted below
        if length > MOST_DIRECTORY_BYTES:
            raise ExchangeRefused("archive_many_files")
        file.seek(max(0, size - TAIL_BYTES - length))
        if file.read(length + TAIL_BYTES).count(ENTRY) > MOST_ENTRIES or _length_64(tail) > MOST_DIRECTORY_BYTES:
            raise ExchangeRefused("archive_many_files")


def _length_64(tail: bytes) -> int:
    at = tail.rfind(END_64)
    return int(struct.unpack("<Q", tail[at + 40 : at + 48])[0]) if at >= 0 and len(tail) >= at + 48 else 0


def _check_entries(archive: zipfile.ZipFile, size: int) -> None:
    packed = 0
    for entry in archive.infolist():
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith("/") or ":" in parts[0] or "\0" in entry.orig_filename:
            raise ExchangeRefused("archive_foreign_path", {"name": entry.filename[:60]})
        if entry.flag_bits & 1:
            raise ExchangeRefused("archive_password")
        packed += entry.compress_size
        if entry.file_size > SMALL_BYTES and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise ExchangeRefused("archive_bomb")
    if packed > size:
        raise ExchangeRefused("archive_overlap")
