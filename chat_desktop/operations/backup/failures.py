"""Why a backup or a restore has ended without a result, as one sentence for people."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from chat_desktop.languages.system_words import file_words, system_words
from chat_desktop.start_error import ToldError, Values

Reason = Literal[
    "cancelled",
    "busy",
    "damaged",
    "disk_full",
    "failed",
    "newer",
    "no_office",
    "not_there",
    "passphrase",
    "occupied",
    "host_answers",
]

Doing = Literal["backup", "move", "receive", "restore", "enrol", "give", "take_over", "keep"]

FAILED: dict[Doing, str] = {
    "backup": "backup_failed",
    "move": "move_failed",
    "receive": "receive_failed",
    "restore": "restore_failed",
    "enrol": "enrol_failed",
    "give": "give_failed",
    "take_over": "take_over_failed",
    "keep": "keep_failed",
}
FULL: dict[Doing, str] = {
    "backup": "backup_failed_full",
    "move": "move_failed_full",
    "receive": "receive_failed_full",
    "restore": "restore_failed_full",
    "enrol": "enrol_failed_full",
    "give": "give_failed_full",
    "take_over": "take_over_failed_full",
    "keep": "keep_failed_full",
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class BackupFailed(ToldError):
    """`reason` is for programs, and the text is one sentence for people."""

    def __init__(self, reason: Reason, key: str, values: Values | None = None) -> None:
        super().__init__(key, values)
        self.reason = reason

    def shown(self) -> dict[str, Any]:
        """Returns what a page or a program shows: `reason`, the sentence as English `text`, and its key and values."""
        return {"reason": self.reason, "text": str(self), **self.payload()}


@contextmanager
def told(doing: Doing) -> Iterator[None]:
    """Turns errors of the disk and of SQLite into BackupFailed."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise BackupFailed("disk_full", FULL[doing]) from problem
        raise BackupFailed("failed", FAILED[doing], {"why": file_words(problem)}) from problem
    except sqlite3.Error as problem:
        raise _of_sqlite(doing, problem) from problem


def _of_sqlite(doing: Doing, problem: sqlite3.Error) -> BackupFailed:
    code = getattr(problem, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return BackupFailed("disk_full", FULL[doing])
    if code == sqlite3.SQLITE_INTERRUPT:
        return BackupFailed("cancelled", "backup_cancelled")
    return BackupFailed("failed", FAILED[doing], {"why": system_words(problem)})
