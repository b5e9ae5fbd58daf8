"""Puts a restored office into a data folder, so that the folder holds the old or the new office, and never a mixture.

What is restored is first complete in a folder of its own within the data folder. Then a small file says that it counts.
From that moment every start finishes the exchange, whatever ended the program in between. What was there before is kept
in a folder beside it, unless nobody has ever used it.
"""

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from chat_desktop import json_file
from chat_desktop.atomic_write import rename_over, sync_folder, write_atomically
from chat_desktop.storage import newer_copy
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.search_index import schema as search_schema

STAGE = "restore.new"
MARKER = "restore.json"
BEFORE = "before-restore-"
# What makes an office. The logs, the lock and what the window keeps stay where they are.
_OFFICE = ("files", "tls", "config.toml", newer_copy.NAME)
_DATABASES = (FILE_NAME, search_schema.FILE_NAME)
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


def begin(data: Path) -> Path:
    """Returns the empty folder that takes what is restored. Raises OSError."""
    stage = data / STAGE
    if stage.exists():
        shutil.rmtree(stage)
    stage.mkdir(mode=0o700, parents=True)
    return stage


def commit(data: Path, stamp: str) -> Path | None:
    """Makes what was restored count, and returns where the office that was there before is kept. Raises OSError."""
    before = decide(data, stamp)
    finish(data)
    return before if before.is_dir() else None


def decide(data: Path, stamp: str) -> Path:
    """Makes what was restored count from the next start on, while a host has the folder open.

    Returns where the office that is there will be kept. Raises OSError.
    """
    before = data / f"{BEFORE}{stamp}"
    _mark(data, "aside", before)
    return before


def abandon(data: Path) -> None:
    """Removes what was restored so far, unless it counts already."""
    if not (data / MARKER).exists():
        with suppress(OSError):
            shutil.rmtree(data / STAGE)


def finish(data: Path) -> None:
    """Finishes an exchange that was begun. The folder must be locked. Raises OSError."""
    said: dict[str, Any] | None = json_file.read(data / MARKER)
    if said is None:
        return
    before = data / Path(str(said["before"])).name
    if said["step"] == "aside":
        _set_aside(data, before)
        _mark(data, "put", before)
    for path in sorted((data / STAGE).glob("*")):
        rename_over(path, data / path.name)
    sync_folder(data)
    (data / MARKER).unlink()
    with suppress(OSError):
        (data / STAGE).rmdir()
    if _is_unused(before):
        shutil.rmtree(before, ignore_errors=True)


def _is_unused(before: Path) -> bool:
    """Returns whether the office that was set aside never had a person, a file, a certificate or settings."""
    if not before.is_dir():
        return False
    databases = {f"{name}{side}" for name in _DATABASES for side in _SIDE_FILES}
    if {each.name for each in before.iterdir()} - databases - {"files"}:
        return False
    if any(each.is_file() and each.name != "office.txt" for each in (before / "files").rglob("*")):
        return False
    try:
        with closing(sqlite3.connect(before / FILE_NAME)) as db:
            return db.execute("SELECT 1 FROM users").fetchone() is None
    except sqlite3.Error:
        return False


def _mark(data: Path, step: str, before: Path) -> None:
    write_atomically(data / MARKER, json.dumps({"step": step, "before": before.name}), sync=True)


def _set_aside(data: Path, before: Path) -> None:
    names = [*_OFFICE, *(f"{name}{side}" for name in _DATABASES for side in _SIDE_FILES)]
    there = [name for name in names if (data / name).exists()]
    if there:
        before.mkdir(mode=0o700, exist_ok=True)
    for name in there:
        rename_over(data / name, before / name)
    sync_folder(data)
