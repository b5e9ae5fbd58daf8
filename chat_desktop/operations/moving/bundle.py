"""Writes an office so that no message is lost that was acknowledged: first its files, while people go on writing.

Then the office is closed to writes, and the files that have come meanwhile and the database follow. It is a backup in
one file, whose members have another order.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from chat_desktop.operations.backup import backup_file, content, making
from chat_desktop.operations.backup.content import File, Manifest
from chat_desktop.operations.backup.keys import BackupKey
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.storage import snapshot


def write(
    file: IO[bytes], key: BackupKey, source: Source, now_ms: int, progress: Progress, close: Callable[[], None]
) -> tuple[Manifest, list[str]]:
    """Writes everything to FILE. CLOSE closes the office to writes, and returns when all of them are stored.

    Returns what was written and the hashes of the members. Raises BackupFailed, OSError, sqlite3.Error.
    """
    with making.copied(source, progress) as copy:
        office_id = snapshot.contents(copy).office_id
        early, _ = making.present(source, copy)
    header = backup_file.new_header(key, office_id, now_ms)
    with backup_file.writing(file, key, header) as archive:
        progress.begin("files", sum(each.size for each in early))
        hashes, sent = [], set[File]()
        for each in early:
            if (found := _add_file(archive, source, each, progress)) is not None:
                hashes.append(found)
                sent.add(each)
        close()
        with making.copied(source, progress) as copy:
            files, _ = making.present(source, copy)
            progress.begin("writing", copy.stat().st_size)
            manifest = making.manifest_of(snapshot.contents(copy), files, now_ms, inside=True)
            late = [each for each in files if each not in sent]
            content.add_manifest(archive, manifest, files)
            for name, path in making.members(source, copy, late):
                hashes.append(_add(archive, name, path, progress))
    return manifest, hashes


def _add_file(archive: object, source: Source, file: File, progress: Progress) -> str | None:
    """A file that is deleted meanwhile is left out. The office is open."""
    try:
        return _add(archive, f"files/{file.name}", content.restored_path(source.files, file.name), progress)
    except FileNotFoundError:
        return None


def _add(archive: object, name: str, path: Path, progress: Progress) -> str:
    with path.open("rb") as plain:
        size = os.fstat(plain.fileno()).st_size
        return content.add_stream(archive, name, size, plain, progress.advance)  # type: ignore[arg-type]
