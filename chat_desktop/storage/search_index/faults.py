"""What an error of the index means."""

import errno
import sqlite3

from chat_desktop.storage.sqlite_errors import NO_SPACE, PRIMARY

# What may be well again by itself: another connection, a full disk, a query that was stopped, a disk that is away.
_PASSING = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT),
        *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN),
    }
)
_NO_SPACE = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def is_damage(problem: Exception) -> bool:
    """Returns whether the file cannot be used any more."""
    if not isinstance(problem, sqlite3.DatabaseError):
        return False
    code = getattr(problem, "sqlite_errorcode", None)
    return code is None or code & PRIMARY not in _PASSING


def is_full_disk(problem: Exception) -> bool:
    """Returns whether there is no space for the file."""
    if isinstance(problem, OSError):
        return problem.errno in _NO_SPACE
    return getattr(problem, "sqlite_errorcode", None) in NO_SPACE
