"""The copy of an office on the computer of a stand-by: encrypted pieces, and a list that says which of them make it up.

A new copy first adds the pieces that it has and the one before does not. Then its list replaces the one before, in one
step; only after that, pieces that nothing needs are removed. So a kill at any moment leaves the old or the new copy.
"""

import hashlib
import io
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from chat_desktop.atomic_write import writing
from chat_desktop.operations.backup import file_objects
from chat_desktop.operations.backup.content import File, Manifest
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.file_objects import FileObjects
from chat_desktop.operations.backup.keys import derived
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.backup.readable import Readable
from chat_desktop.operations.backup.sealed_stream import SealedReader, SealedWriter
from chat_desktop.operations.standby.pieces import Member
from chat_desktop.storage import snapshot
from chat_desktop.storage.database import FILE_NAME

MAGIC, SALT_BYTES = b"CHATCOPY\x01", 32
LIST_NAME = "copy.sealed"
OPENED_MOST_BYTES = 2**27  # a larger database is compared by its hash alone, as it is opened in memory

UNREADABLE = "standby_copy_unreadable"


class Copy(NamedTuple):
    """A whole copy. `taken_at` is in ms by the host's clock; `token` names the state of the database at the host."""

    manifest: Manifest
    members: list[Member]
    files: list[File]
    taken_at: int
    term: int
    token: str

    @property
    def database(self) -> Member:
        """The database among the members."""
        return next(each for each in self.members if each.name == FILE_NAME)


def parsed(said: Any) -> Copy:
    """Returns a copy from its JSON form. Raises BackupFailed when it is none."""
    try:
        members = [Member(*each) for each in said["members"]]
        files = [File(*each) for each in said["files"]]
        numbers = (int(said["taken_at"]), int(said["term"]))
        found = Copy(Manifest(**said["manifest"]), members, files, *numbers, str(said["token"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BackupFailed("damaged", UNREADABLE) from None
    if not any(each.name == FILE_NAME for each in members):
        raise BackupFailed("damaged", UNREADABLE)
    return found


def as_json(copy: Copy) -> dict[str, Any]:
    """Returns the JSON form of a copy."""
    return {**copy._asdict(), "manifest": copy.manifest._asdict()}


class Store:
    """The copy in a folder, encrypted by KEY. Its methods raise OSError."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._key = folder, key
        self._objects = FileObjects(folder, derived(key, b"standby objects"))

    @property
    def objects(self) -> FileObjects:
        """Where the files of people are."""
        return self._objects

    def read(self) -> Copy | None:
        """Returns the copy that is here, or None before the first. Raises BackupFailed when it cannot be opened."""
        try:
            file = (self._folder / LIST_NAME).open("rb")
        except FileNotFoundError:
            return None
        with file:
            header = file.read(len(MAGIC) + SALT_BYTES)
            if not header.startswith(MAGIC):
                raise BackupFailed("damaged", UNREADABLE)
            try:
                return parsed(json.loads(b"".join(_chunks(file, self._list_key(header), header))))
            except (BackupFailed, ValueError):
                raise BackupFailed("passphrase", UNREADABLE) from None

    def lacks(self, member: Member) -> Iterator[str]:
        """Yields the hashes of the pieces that are not here."""
        for number, name in enumerate(member.pieces):
            if not self._objects.has(_piece(name), member.size_of(number)):
                yield name

    def is_complete(self, copy: Copy) -> bool:
        """Returns whether all pieces of a copy are here, as far as their sizes tell."""
        return not any(True for member in copy.members for _ in self.lacks(member))

    def add_piece(self, name: str, content: bytes, progress: Progress) -> None:
        """Stores a piece. Raises BackupFailed when it is not the one of this hash."""
        if hashlib.sha256(content).hexdigest() != name:
            raise BackupFailed("damaged", "host_sent_something_else")
        self._objects.add_from(_piece(name), io.BytesIO(content), progress)

    def add_file(self, file: File, content: Readable, progress: Progress) -> None:
        """Stores a file of people."""
        self._objects.add_from(file.name, content, progress)

    def missing_files(self, copy: Copy) -> list[File]:
        """Returns the files that have not come yet, the smallest first."""
        return sorted((f for f in copy.files if not self._objects.has(f.name, f.size)), key=lambda file: file.size)

    def commit(self, copy: Copy, progress: Progress) -> None:
        """Opens a copy whose pieces are all here, and then lets it count.

        Raises BackupFailed. Pieces that are damaged are removed then, so that they come again.
        """
        try:
            self.check(copy, progress)
        except BackupFailed:
            self._remove_damaged(copy)
            raise
        header = MAGIC + secrets.token_bytes(SALT_BYTES)
        with writing(self._folder / LIST_NAME, prefix=file_objects.PARTIAL, sync=True) as file:
            file.write(header)
            sealed = SealedWriter(file, self._list_key(header), header)
            sealed.write(json.dumps(as_json(copy)).encode())
            sealed.finish()

    def clean(self, copy: Copy) -> None:
        """Removes what the copy does not need."""
        needed = {self._objects.object_name(_piece(name)) for each in copy.members for name in each.pieces}
        needed |= {self._objects.object_name(file.name) for file in copy.files}
        found = file_objects.found_in(self._folder)
        for name, path in found.finished.items():
            if name not in needed:
                path.unlink(missing_ok=True)
        for path in [*found.partial, *self._folder.glob(f"{file_objects.PARTIAL}*")]:
            path.unlink(missing_ok=True)

    def check(self, copy: Copy, progress: Progress) -> None:
        """Reads all pieces back and opens the database. Raises BackupFailed."""
        for member in copy.members:
            keeps = member.name == FILE_NAME and member.size <= OPENED_MOST_BYTES
            whole, kept = hashlib.sha256(), bytearray()
            for block in self.blocks(member):
                whole.update(block)
                if keeps:
                    kept += block
                progress.check()
            if whole.hexdigest() != member.hash:
                raise BackupFailed("damaged", UNREADABLE)
            if keeps and not snapshot.opens(bytes(kept), copy.manifest.office_id):
                raise BackupFailed("damaged", UNREADABLE)

    def blocks(self, member: Member) -> Iterator[bytes]:
        """Yields the content of a member. Raises BackupFailed when a piece is missing or damaged."""
        for name in member.pieces:
            yield from self._objects.blocks(_piece(name))

    def _remove_damaged(self, copy: Copy) -> None:
        for name in {piece for each in copy.members for piece in each.pieces}:
            found = hashlib.sha256()
            try:
                for block in self._objects.blocks(_piece(name)):
                    found.update(block)
            except BackupFailed:
                found = hashlib.sha256()
            if found.hexdigest() != name:
                self._objects.remove(_piece(name))

    def _list_key(self, header: bytes) -> bytes:
        return derived(self._key, b"standby copy", header[len(MAGIC) :])


def _chunks(file: IO[bytes], key: bytes, header: bytes) -> Iterator[bytes]:
    read: Callable[[], bytes] = SealedReader(file, key, header).chunk
    while chunk := read():
        yield chunk


def _piece(name: str) -> str:
    """The object for a piece of a member; files of people have their hash alone."""
    return f"piece-{name}"
