"""Detects a data folder that has lost its database, so that no empty office replaces it silently."""

import sqlite3
from contextlib import closing
from pathlib import Path

from chat_desktop.errors import StartError
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.folder_lock import LOCK_NAME

# The files that only a used office has: SQLite's write-ahead log, backups from before a migration, and the certificate
# authority of secure mode.
_OF_AN_OFFICE = (f"{FILE_NAME}-wal", f"{FILE_NAME}.before-*", "tls/authority.pem")


def seen(data: Path) -> list[str]:
    """Returns the names of the files that an earlier start has left. It must be called before the folder is locked."""
    found = [path for pattern in _OF_AN_OFFICE for path in sorted(data.glob(pattern)) if _has_content(path)]
    return [path.relative_to(data).as_posix() for path in found] + ([LOCK_NAME] if (data / LOCK_NAME).exists() else [])


def check(data: Path, names: list[str]) -> None:
    """Raises StartError when the database is missing or empty although `names` show that there was one.

    A first start that was interrupted before it created the database leaves only the lock file.
    """
    file = data / FILE_NAME
    if file.exists():
        lost = names and (file.stat().st_size == 0 or (names != [LOCK_NAME] and not _has_tables(file)))
    else:
        lost = names and names != [LOCK_NAME]
    if lost:
        others = ", ".join(names)
        if file.exists():
            raise StartError("database_empty", {"file": file, "names": others})
        raise StartError("database_lost", {"file": file, "names": others})


def _has_content(path: Path) -> bool:
    try:
        return any(path.iterdir()) if path.is_dir() else path.stat().st_size > 0
    except OSError:
        return False


def _has_tables(file: Path) -> bool:
    """Returns True also for a file that cannot be read: opening it later reports the error."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True
