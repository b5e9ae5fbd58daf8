"""Keeps space behind the write-ahead log, so that a commit overwrites it and does not make the file longer.

The sync of a file that has become longer writes the journal of the file system too, and with it whatever others have
just written to new files. While other programs kept a disk busy, p99 of a commit was 17 to 50 ms where the log grew,
and 9 to 15 ms where it had space. A log grows as long as somebody always reads, since it cannot begin anew then.
"""

import os
import shutil
import sqlite3
from pathlib import Path

STEP_BYTES = 8 << 20
LEAST_BYTES = 4 << 20  # as much as is committed between two checkpoints
MOST_BYTES = 64 << 20  # to which SQLite cuts a log that begins anew (database.py)
FREE_BYTES = 256 << 20  # of the disk: they are left to messages
BLOCK = bytes(1 << 20)
_HEAD_BYTES, _PAGE_HEAD_BYTES = 32, 24


def make(db: sqlite3.Connection, path: Path, pages: int) -> None:
    """Makes the log of the database at PATH longer if its PAGES nearly fill it. DB is any connection to it.

    It waits for a commit, as long as the connection is allowed to. Raises sqlite3.Error and OSError.
    """
    log = path.with_name(f"{path.name}-wal")
    [page_bytes] = db.execute("PRAGMA page_size").fetchone()
    used = _HEAD_BYTES + pages * (page_bytes + _PAGE_HEAD_BYTES)
    if log.stat().st_size >= min(used + LEAST_BYTES, MOST_BYTES) or shutil.disk_usage(log.parent).free < FREE_BYTES:
        return
    with log.open("r+b", buffering=0) as file:
        db.execute("BEGIN IMMEDIATE")  # nobody commits meanwhile
        try:
            _lengthen(file.fileno(), min(used + STEP_BYTES, MOST_BYTES))
        finally:
            db.execute("ROLLBACK")
        os.fsync(file.fileno())


def _lengthen(log: int, wanted: int) -> None:
    """Appends zeros. What stands behind the last commit is no part of the log, as after it has begun anew in its own
    place: a frame of it has the number that the log was given then."""
    end = os.lseek(log, 0, os.SEEK_END)
    try:
        while (size := os.lseek(log, 0, os.SEEK_END)) < wanted:
            os.write(log, BLOCK[: wanted - size])
    except OSError:
        os.ftruncate(log, end)
        raise
