"""Why a backup or a restore has ended without a result, as one sentence for people."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Reason = Literal[
    "cancelled", "busy", "damaged", "disk_full", "failed", "newer", "no_office", "not_there", "passphrase", "occupied"
]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class BackupFailed(Exception):
    """`reason` is for programs, and the text is one sentence for people."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@contextmanager
def told(doing: str) -> Iterator[None]:
    """Turns errors of the disk and of SQLite into BackupFailed. DOING completes the sentence `... failed`."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise BackupFailed("disk_full", f"{doing} failed, because the disk is full. Free some space.") from problem
        raise BackupFailed("failed", f"{doing} failed: {problem.strerror or problem}.") from problem
    except sqlite3.Error as problem:
        raise _of_sqlite(doing, problem) from problem


def _of_sqlite(doing: str, problem: sqlite3.Error) -> BackupFailed:
    code = getattr(problem, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return BackupFailed("disk_full", f"{doing} failed, because the disk is full. Free some space.")
    if code == sqlite3.SQLITE_INTERRUPT:
        return BackupFailed("cancelled", "The backup was cancelled. Nothing was changed.")
    return BackupFailed("failed", f"{doing} failed: {problem}.")
