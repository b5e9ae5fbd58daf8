"""Restores an office from a backup, on the same or on another PC."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from chat_desktop.atomic_write import sync_folder
from chat_desktop.operations import terms
from chat_desktop.operations.backup import backup_file, content, folder_swap
from chat_desktop.operations.backup.content import File, Manifest
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.file_objects import FileObjects
from chat_desktop.operations.backup.keys import BackupKey
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.backup.readable import Readable
from chat_desktop.operations.backup.sealed_stream import DAMAGED
from chat_desktop.storage import folder_lock, leftovers, migrations, snapshot
from chat_desktop.storage.database import FILE_NAME

FILES_FOLDER = "files"
OWNER_NAME = "office.txt"  # in the folder for files: the id of the office
# Settings that name places of the PC on which the backup was made.
_OF_THE_OTHER_PC = ("files", "ready_file", "tls_cert", "tls_key", "host")
_LINE = re.compile(rf"^(?=\s*(?:{'|'.join(_OF_THE_OTHER_PC)})\s*=)", re.MULTILINE)


class Lost(NamedTuple):
    """A file that a backup names and that could not be restored: the object for it, at `path`, is missing or damaged.

    `sent_as` is a name under which it was sent to a room that is open to everyone, if there is one."""

    file: File
    path: Path
    is_damaged: bool
    sent_as: str | None = None


class Restored(NamedTuple):
    """A finished restore. `before` is where the office that was in the folder is kept."""

    manifest: Manifest
    before: Path | None
    lost: list[Lost]


def holds_office(data: Path) -> bool:
    """Returns whether a folder holds an office, or what is left of one."""
    database = data / FILE_NAME
    if database.exists() and database.stat().st_size:
        return snapshot.has_people(database)
    return bool(set(leftovers.seen(data)) - {folder_lock.LOCK_NAME})


def restore(path: Path, data: Path, key: BackupKey, progress: Progress, may_replace: bool = False) -> Restored:
    """Puts the office of a backup into the folder DATA. Raises BackupFailed, and StartError when DATA is in use.

    An office that is there is kept aside, and only with MAY_REPLACE. Files of people that are missing beside the backup
    are left out, and everything else is restored.
    """
    with told("restore"):
        check_folder(data, may_replace)
        held = folder_lock.hold(data)
        try:
            folder_swap.finish(data)
            check_folder(data, may_replace)
            above = terms.highest_known(data)
            manifest, lost = _unpack(path, folder_swap.begin(data), key, progress, above)
            progress.check()
            stamp = path.name.removesuffix(backup_file.SUFFIX)
            return Restored(manifest, folder_swap.commit(data, _free_stamp(data, stamp)), lost)
        finally:
            folder_swap.abandon(data)
            held.release()


def check_folder(data: Path, may_replace: bool) -> None:
    """Raises BackupFailed when a folder holds an office that may not be replaced."""
    if not may_replace and holds_office(data):
        raise BackupFailed("occupied", "folder_holds_office", {"folder": str(data)})


def _free_stamp(data: Path, stamp: str) -> str:
    numbers = (f"{stamp}-{number}" if number else stamp for number in range(1_000_000))
    return next(each for each in numbers if not (data / f"{folder_swap.BEFORE}{each}").exists())


def _unpack(path: Path, stage: Path, key: BackupKey, progress: Progress, above: int) -> tuple[Manifest, list[Lost]]:
    with backup_file.opened(path) as file:
        progress.begin("restoring", os.fstat(file.fileno()).st_size)
        found = unpack_stream(file, stage, key, progress, above, path.parent)
    if found[1] and not path.exists():  # not single files are missing, but the stick was pulled out meanwhile
        raise BackupFailed("not_there", "backup_folder_gone", {"folder": str(path.parent)})
    return found


def unpack_stream(
    file: IO[bytes], stage: Path, key: BackupKey, progress: Progress, above: int, beside: Path | None = None
) -> tuple[Manifest, list[Lost]]:
    """Puts the office of a backup into the folder STAGE, with a higher term than it had, and than ABOVE.

    BESIDE is the folder of the files that are not inside. Returns those that are missing there. Raises BackupFailed,
    OSError, sqlite3.Error.
    """
    manifest, files = _unpack_archive(file, stage, key, progress)
    said, lost = check_stage(stage, manifest, above), list[Lost]()
    if not manifest.inside and beside is not None:
        lost = restore_files(FileObjects(beside, said.seed), files, stage, progress)
    finish_stage(stage, manifest)
    return manifest, lost


def check_stage(stage: Path, manifest: Manifest, above: int) -> snapshot.Contents:
    """Checks the database in the folder STAGE, and raises its term above ABOVE.

    Returns what it holds. Raises BackupFailed, sqlite3.Error.
    """
    copy = stage / FILE_NAME
    said = snapshot.contents(copy)
    if said.office_id != manifest.office_id or not snapshot.is_whole(copy):
        raise BackupFailed("damaged", DAMAGED)
    snapshot.raise_term(copy, above)
    return said


def finish_stage(stage: Path, manifest: Manifest) -> None:
    """Makes the folder STAGE complete, and syncs it. Raises OSError."""
    folder = stage / FILES_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / OWNER_NAME).write_text(manifest.office_id, "utf-8")
    _sync(stage)


class Blocks:
    """Blocks as something that can be read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._waiting = blocks, bytearray()

    def read(self, size: int) -> bytes:
        """Returns the next SIZE bytes, fewer or none at the end."""
        while len(self._waiting) < size and (block := next(self._blocks, b"")):
            self._waiting += block
        found = bytes(self._waiting[:size])
        del self._waiting[:size]
        return found


def _unpack_archive(file: IO[bytes], stage: Path, key: BackupKey, progress: Progress) -> tuple[Manifest, list[File]]:
    manifest: Manifest | None = None
    files: list[File] = []
    found: set[str] = set()
    with backup_file.reading(file, key) as archive:
        for name, _, member in content.members(archive):
            found.add(name)
            if name == content.MANIFEST:
                manifest = content.read_manifest(member)
                _check_schema(manifest)
            elif name == content.FILES:
                files = content.read_files(member)
            elif name == content.CONFIG:
                write_settings(stage, member.read(content.MANIFEST_MAX_BYTES))
            else:
                write(place(stage, name), member, progress)
    if manifest is None or FILE_NAME not in found or (manifest.inside and not _has_all(files, found)):
        raise BackupFailed("damaged", DAMAGED)
    return manifest, files


def _has_all(files: list[File], found: set[str]) -> bool:
    return all(f"{FILES_FOLDER}/{file.name}" in found for file in files)


def _check_schema(manifest: Manifest) -> None:
    if manifest.schema not in migrations.known():
        raise BackupFailed("newer", "backup_of_newer_version", {"version": manifest.app})


def place(stage: Path, name: str) -> Path:
    """Returns where the member of this name of a backup goes."""
    folder, _, rest = name.partition("/")
    return content.restored_path(stage / FILES_FOLDER, rest) if folder == FILES_FOLDER else stage / name


def write(target: Path, member: Readable, progress: Progress) -> None:
    """Writes a member of a backup, synced. Raises OSError."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as file:
        target.chmod(0o600)
        content.copy(member, file, progress.advance)
        file.flush()
        os.fsync(file.fileno())


def restore_files(objects: FileObjects, files: list[File], stage: Path, progress: Progress) -> list[Lost]:
    """Puts the files of people into the folder STAGE, and returns the sent ones that are missing or damaged.

    What was made of a file, such as its small picture, is made again when it is missing. Raises BackupFailed, OSError,
    sqlite3.Error.
    """
    progress.begin("files", sum(file.size for file in files))
    lost: list[Lost] = []
    for file in files:
        target = content.restored_path(stage / FILES_FOLDER, file.name)
        try:
            _restore_file(objects, file, target, progress)
        except BackupFailed as problem:
            if problem.reason != "damaged":
                raise
            target.unlink(missing_ok=True)
            lost.append(Lost(file, objects.path(file.name), objects.path(file.name).exists()))
    names = snapshot.note_lost(stage / FILE_NAME, [each.file.name for each in lost])
    return [each._replace(sent_as=names.get(each.file.name)) for each in lost if "." not in each.file.name]


def _restore_file(objects: FileObjects, file: File, target: Path, progress: Progress) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as written:
        for block in objects.blocks(file.name):
            written.write(block)
            progress.advance(len(block))
        written.flush()
        os.fsync(written.fileno())


def write_settings(stage: Path, data: bytes) -> None:
    """Writes config.toml, in which places of the other PC become comments. What cannot be changed so is kept unused."""
    text = data.decode("utf-8", "replace")
    adapted = _LINE.sub("# of the PC on which the backup was made: ", text)
    try:
        is_usable = not set(tomllib.loads(adapted)) & set(_OF_THE_OTHER_PC)
    except (tomllib.TOMLDecodeError, RecursionError):
        is_usable = False
    name = content.CONFIG if is_usable else f"{content.CONFIG}.of-the-backup"
    (stage / name).write_text(adapted if is_usable else text, "utf-8")


def _sync(folder: Path) -> None:
    for path, _, _ in os.walk(folder):
        sync_folder(Path(path))
