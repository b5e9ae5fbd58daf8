"""What is in the archive of a backup, in this order:

manifest.json   which office, when, by which version and schema, how many people, rooms and messages
files.txt       a line for each file of the office: its name, a space, its size in bytes
chat.db         the database
tls/..., config.toml
files/...       the files themselves, where `files` of the manifest is `inside`; otherwise they lie beside the backup
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from chat_desktop.files.made import COPY, FORMS
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.readable import Readable
from chat_desktop.operations.backup.sealed_stream import DAMAGED
from chat_desktop.storage.database import FILE_NAME

MANIFEST, FILES, CONFIG, TLS = "manifest.json", "files.txt", "config.toml", "tls"
MANIFEST_MAX_BYTES = 1_048_576
FILES_MAX_BYTES = 2**30
BLOCK_BYTES = 1_048_576
_FILE = re.compile(rf"[0-9a-f]{{64}}(?:\.(?:{'|'.join((*FORMS, COPY))}))?", re.ASCII)
_TLS = re.compile(rf"{TLS}/[a-z0-9][a-z0-9._-]{{0,63}}", re.ASCII)


class File(NamedTuple):
    """A file of the office. `name` is its hash, or its hash and the form of what was made of it: `HASH.thumb`."""

    name: str
    size: int


class Manifest(NamedTuple):
    """What a backup says of itself to whoever has its passphrase."""

    app: str
    schema: str
    office_id: str
    office_name: str
    created_at: int
    people: int
    rooms: int
    messages: int
    files: int
    file_bytes: int
    inside: bool


def add_manifest(archive: tarfile.TarFile, manifest: Manifest, files: list[File]) -> None:
    """Adds what tells about the rest."""
    add_bytes(archive, MANIFEST, json.dumps(manifest._asdict()).encode())
    add_bytes(archive, FILES, "".join(f"{file.name} {file.size}\n" for file in files).encode())


def add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Adds a small file."""
    archive.addfile(_member(name, len(data)), io.BytesIO(data))


def add_stream(archive: tarfile.TarFile, name: str, size: int, file: IO[bytes], tell: Callable[[int], None]) -> str:
    """Adds SIZE bytes of a file, and returns their SHA-256. Raises OSError when there are fewer."""
    counted = _Counted(file, tell)
    archive.addfile(_member(name, size), counted)  # type: ignore[arg-type]
    return counted.hash.hexdigest()


def is_ours(name: str) -> bool:
    """Returns whether a name of an archive is one that a backup has."""
    if name in (MANIFEST, FILES, FILE_NAME, CONFIG):
        return True
    return bool(_TLS.fullmatch(name) or (name.startswith("files/") and _FILE.fullmatch(name.removeprefix("files/"))))


def members(archive: tarfile.TarFile) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yields name, size and content of each member. Raises BackupFailed for one that a backup does not have."""
    seen: set[str] = set()
    for member in archive:
        file = archive.extractfile(member) if member.isreg() and is_ours(member.name) else None
        if file is None or member.name in seen:
            raise BackupFailed("damaged", DAMAGED)
        seen.add(member.name)
        archive.members = []  # type: ignore[attr-defined]  # it would keep all of them in memory
        yield member.name, member.size, file


def read_manifest(file: IO[bytes]) -> Manifest:
    """Raises BackupFailed when it is none."""
    try:
        said = json.loads(file.read(MANIFEST_MAX_BYTES))
        return Manifest(**said)
    except (ValueError, TypeError):
        raise BackupFailed("damaged", DAMAGED) from None


def read_files(file: IO[bytes]) -> list[File]:
    """Raises BackupFailed when a line is not that of a file."""
    found = []
    for line in file.read(FILES_MAX_BYTES).decode("ascii", "replace").splitlines():
        name, _, size = line.partition(" ")
        if not _FILE.fullmatch(name) or not size.isdecimal():
            raise BackupFailed("damaged", DAMAGED)
        found.append(File(name, int(size)))
    return found


def copy(source: Readable, target: IO[bytes] | None, tell: Callable[[int], None]) -> str:
    """Copies all bytes, or only reads them, and returns their SHA-256. Raises OSError."""
    found = hashlib.sha256()
    while block := source.read(BLOCK_BYTES):
        found.update(block)
        if target is not None:
            target.write(block)
        tell(len(block))
    return found.hexdigest()


def restored_path(folder: Path, name: str) -> Path:
    """Returns where a file of the office lies in the folder for files."""
    file_hash, _, form = name.partition(".")
    if form:
        return folder / "made" / (name if form == COPY else f"{name}.webp")
    return folder / name[:2] / name[2:4] / file_hash


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


class _Counted:
    def __init__(self, file: IO[bytes], tell: Callable[[int], None]) -> None:
        self._file, self._tell = file, tell
        self.hash = hashlib.sha256()

    def read(self, size: int) -> bytes:
        block = self._file.read(size)
        self.hash.update(block)
        self._tell(len(block))
        return block
