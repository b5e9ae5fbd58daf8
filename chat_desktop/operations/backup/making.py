"""Makes a backup of an office, also while a host serves it. A backup gets its name when it is whole and was opened."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from chat_desktop import __version__
from chat_desktop.atomic_write import write_atomically, writing
from chat_desktop.files.made import COPY, FORMS, made_path
from chat_desktop.files.store import FileStore
from chat_desktop.operations.backup import backup_file, content, rotation, work_folder
from chat_desktop.operations.backup.content import File, Manifest
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.file_objects import FileObjects
from chat_desktop.operations.backup.keys import BackupKey
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.storage import snapshot
from chat_desktop.storage.database import FILE_NAME

OFFICE_FOLDER = "chat-desktop-backup-"
# Of a bundle, whose list of files comes first: it is begun anew when one was deleted before it could be copied.
BUNDLE_TRIES = 5


class _FileGoneError(Exception):
    """A file that is in the list of a bundle was deleted before it could be copied."""


class Source(NamedTuple):
    """The office: its data folder, and where its files are."""

    data: Path
    files: Path


class Made(NamedTuple):
    """A finished backup. `missing` counts files that were deleted before they could be copied."""

    path: Path
    manifest: Manifest
    bytes: int
    missing: int
    removed: int


def office_folder(target: Path, office_id: str) -> Path:
    """Returns the folder for the backups of one office below the folder that its owner has chosen."""
    return target / f"{OFFICE_FOLDER}{office_id}"


def make(source: Source, target: Path, key: BackupKey, now_ms: int, progress: Progress) -> Made:
    """Makes a backup in the folder TARGET, and removes old ones. Raises BackupFailed."""
    check_target(target, source.data)
    with told("backup"), copied(source, progress) as copy:
        said = snapshot.contents(copy)
        folder = office_folder(target, said.office_id)
        folder.mkdir(mode=0o700, exist_ok=True)
        rotation.remove_partial(folder)
        files, missing = _write_objects(source, copy, FileObjects(folder, said.seed), progress)
        manifest = manifest_of(said, files, now_ms, inside=False)
        path = folder / rotation.name_at(now_ms)
        _write_list(path, FileObjects(folder, said.seed), files)
        _write_whole(path, lambda file: _write(file, key, manifest, files, source, copy, progress), key, progress)
        return Made(path, manifest, path.stat().st_size, missing, rotation.rotate(folder, path))


def make_bundle(source: Source, path: Path, key: BackupKey, now_ms: int, progress: Progress) -> Made:
    """Makes one file that holds the files of the office too. Raises BackupFailed."""
    check_target(path.parent, source.data)
    with told("backup"), copied(source, progress) as copy:
        said = snapshot.contents(copy)
        for _ in range(BUNDLE_TRIES):
            files, missing = present(source, copy)
            manifest = manifest_of(said, files, now_ms, inside=True)
            write = partial(
                _write, key=key, manifest=manifest, files=files, source=source, copy=copy, progress=progress
            )
            with suppress(_FileGoneError):
                _write_whole(path, write, key, progress)
                return Made(path, manifest, path.stat().st_size, missing, 0)
    raise BackupFailed("busy", "backup_files_deleted")


def check_target(target: Path, data: Path) -> None:
    """Raises BackupFailed when backups cannot be kept in the folder TARGET."""
    if not target.is_dir():
        raise BackupFailed("not_there", "backup_folder_gone", {"folder": str(target)})
    if target.resolve() == data.resolve() or data.resolve() in target.resolve().parents:
        raise BackupFailed("failed", "backup_folder_in_office")


@contextlib.contextmanager
def copied(source: Source, progress: Progress) -> Iterator[Path]:
    """A copy of the database beside it, for the time of the backup."""
    database = source.data / FILE_NAME
    if not database.is_file() or not database.stat().st_size:
        raise BackupFailed("no_office", "no_office_in", {"folder": str(source.data)})
    with work_folder.held(source.data) as folder:
        copy = folder / work_folder.COPY_NAME
        progress.begin("database")
        snapshot.ensure_seed(database, secrets.token_bytes(snapshot.SEED_BYTES))
        snapshot.take(database, copy, progress.is_cancelled)
        yield copy


def present(source: Source, copy: Path) -> tuple[list[File], int]:
    """The files that are there, with what was made of them, and how many are missing."""
    store, found, missing = FileStore(source.files), [], 0
    for file_hash, size in snapshot.files(copy):
        if not _has_size(store.path(file_hash), size):
            missing += 1
            continue
        found.append(File(file_hash, size))
        for form in (*FORMS, COPY):
            with suppress(FileNotFoundError):
                found.append(File(f"{file_hash}.{form}", made_path(store.made, file_hash, form).stat().st_size))
    return found, missing


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _write_objects(source: Source, copy: Path, objects: FileObjects, progress: Progress) -> tuple[list[File], int]:
    files, missing = present(source, copy)
    new = [file for file in files if not objects.has(file.name, file.size)]
    progress.begin("files", sum(file.size for file in new))
    gone: set[File] = set()
    for file in new:
        try:
            objects.add(file.name, _path_of(source, file), progress)
        except FileNotFoundError:
            gone.add(file)
    return [file for file in files if file not in gone], missing + len(gone)


def _path_of(source: Source, file: File) -> Path:
    return content.restored_path(source.files, file.name)


def manifest_of(said: snapshot.Contents, files: list[File], now_ms: int, inside: bool) -> Manifest:
    """Returns what a backup says of itself. INSIDE: the files are in it."""
    total = sum(file.size for file in files)
    counts = (said.people, said.rooms, said.messages, sum("." not in file.name for file in files))
    return Manifest(__version__, said.schema, said.office_id, said.office_name, now_ms, *counts, total, inside)


def _write_list(path: Path, objects: FileObjects, files: list[File]) -> None:
    """It is there before the backup is, so that no finished backup lacks it."""
    names = "".join(f"{objects.object_name(file.name)}\n" for file in files)
    write_atomically(path.with_suffix(rotation.LIST_SUFFIX), names, sync=True)


def _write(
    file: IO[bytes],
    key: BackupKey,
    manifest: Manifest,
    files: list[File],
    source: Source,
    copy: Path,
    progress: Progress,
) -> list[str]:
    """Writes all of a backup, and returns the hashes of its members after the first two."""
    size = copy.stat().st_size
    progress.begin("writing", size + (manifest.file_bytes if manifest.inside else 0))
    header = backup_file.new_header(key, manifest.office_id, manifest.created_at)
    hashes: list[str] = []
    with backup_file.writing(file, key, header) as archive:
        content.add_manifest(archive, manifest, files)
        for name, path in members(source, copy, files if manifest.inside else []):
            with _opened(name, path) as plain:
                length = os.fstat(plain.fileno()).st_size
                hashes.append(content.add_stream(archive, name, length, plain, progress.advance))
    return hashes


def _opened(name: str, path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except FileNotFoundError:
        if name.startswith("files/"):
            raise _FileGoneError from None
        raise


def members(source: Source, copy: Path, files: list[File]) -> Iterator[tuple[str, Path]]:
    """Yields the name and the place of everything in a backup, the database first."""
    yield FILE_NAME, copy
    for path in sorted((source.data / content.TLS).glob("*")):
        if path.is_file() and content.is_ours(f"{content.TLS}/{path.name}"):
            yield f"{content.TLS}/{path.name}", path
    if (source.data / content.CONFIG).is_file():
        yield content.CONFIG, source.data / content.CONFIG
    for file in files:
        yield f"files/{file.name}", _path_of(source, file)


def _write_whole(path: Path, write: Callable[[IO[bytes]], list[str]], key: BackupKey, progress: Progress) -> None:
    """Gives the file its name when all of it is on the disk and was read back."""
    with writing(path, prefix=rotation.PARTIAL, sync=True) as file:
        written = write(file)
        file.flush()
        progress.begin("checking", progress.state.total)
        file.seek(0)
        check(file, key, written, progress)


def check(file: IO[bytes], key: BackupKey, written: list[str], progress: Progress) -> None:
    """Reads a backup back, and compares its members with the hashes of what was written. Raises BackupFailed."""
    read = []
    with backup_file.reading(file, key) as archive:
        for name, _, member in content.members(archive):
            found = content.copy(member, None, progress.advance)
            if name not in (content.MANIFEST, content.FILES):
                read.append(found)
    if read != written:
        raise BackupFailed("damaged", "backup_not_kept")
