"""What an error of SQLite means for whoever waits for an answer."""

import sqlite3

from chat_desktop.errors import ChatError, Damaged, DiskFull, Stalled

# For a full disk, and for shared memory that cannot grow because of it.
NO_SPACE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# A disk that is broken, away, or can only be read.
_UNWRITABLE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
PRIMARY = 0xFF  # of an extended error code


def is_of_database(problem: BaseException) -> bool:
    """Returns whether SQLite or its driver has failed, also when SQLAlchemy has wrapped the error."""
    return isinstance(getattr(problem, "orig", problem), sqlite3.Error)


def is_corruption(problem: BaseException) -> bool:
    """Returns whether the file was damaged. A statement may also fail for a reason of its own."""
    code = _code(problem)
    return code is not None and code & PRIMARY in _DAMAGED


def told(problem: BaseException) -> ChatError | None:
    """Returns the error with a sentence for people, or None when only the log can say what happened."""
    if _code(problem) in NO_SPACE:
        return DiskFull()
    return Damaged() if is_corruption(problem) else None


def told_of_a_write(problem: BaseException) -> ChatError | None:
    """Returns the same for work that could not be stored, where the disk may be at fault in other ways too."""
    code = _code(problem)
    is_unwritable = code is not None and code & PRIMARY in _UNWRITABLE
    return told(problem) or (Stalled() if is_unwritable else None)


def _code(problem: BaseException) -> int | None:
    """SQLAlchemy wraps the driver's error."""
    found: int | None = getattr(getattr(problem, "orig", problem), "sqlite_errorcode", None)
    return found
