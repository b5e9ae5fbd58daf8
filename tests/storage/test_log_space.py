"""There is space behind the log of writes: no commit makes its file longer, and nothing in it is taken for data."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from chat_desktop.storage import log_space
from chat_desktop.storage.checkpoints import COMMANDS, Checkpoints
from tests.support.tiny_server import until


class Log(NamedTuple):
    """A database, and the log beside it."""

    path: Path
    db: sqlite3.Connection

    @property
    def size(self) -> int:
        return self.path.with_name("chat.db-wal").stat().st_size

    @property
    def pages(self) -> int:
        return int(self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1])

    def commit(self, times: int) -> None:
        for _ in range(times):
            self.db.execute("INSERT INTO messages VALUES (?)", ("x" * 3_000,))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    path = tmp_path / "chat.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("CREATE TABLE messages (body)")
        yield Log(path, db)


@pytest.fixture
def reader(log: Log) -> Iterator[sqlite3.Connection]:
    """Somebody who reads all the time, so that the log cannot begin anew."""
    with closing(sqlite3.connect(log.path, isolation_level=None)) as db:
        log.commit(1)
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM messages").fetchone()
        yield db


def test_a_log_in_use_has_space_and_no_commit_makes_it_longer(log: Log, reader: sqlite3.Connection) -> None:
    checkpoints = Checkpoints(log.path)
    checkpoints.start()
    try:
        for _ in range(4):
            size = log.size
            log.commit(COMMANDS)
            assert log.size == size or size < log_space.STEP_BYTES  # before the first time
            checkpoints.note(COMMANDS)
            until(lambda: log.size >= log.pages * 4_120 + log_space.LEAST_BYTES)
    finally:
        checkpoints.stop()
    assert log.size < 3 * log_space.STEP_BYTES


def test_the_space_is_not_taken_for_commits(log: Log, tmp_path: Path) -> None:
    """Also by somebody who finds the files after a power cut, without the memory that the connections share."""
    log.commit(5)
    log_space.make(log.db, log.path, log.pages)
    log.commit(2)
    (tmp_path / "after").mkdir()
    for name in ("chat.db", "chat.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / "after" / name)
    with closing(sqlite3.connect(tmp_path / "after" / "chat.db")) as found:
        assert found.execute("SELECT count(*) FROM messages").fetchone() == (7,)
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    log.commit(1)
    assert log.db.execute("SELECT count(*) FROM messages").fetchone() == (8,)


def test_a_log_that_is_still_empty_may_have_space_too(log: Log, tmp_path: Path) -> None:
    log.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert log.size == 0
    log_space.make(log.db, log.path, 0)
    assert log.size >= log_space.STEP_BYTES
    log.commit(3)
    with closing(sqlite3.connect(log.path)) as other:
        assert other.execute("SELECT count(*) FROM messages").fetchone() == (3,)


def test_it_is_not_longer_than_what_sqlite_cuts_it_to(log: Log) -> None:
    log_space.make(log.db, log.path, 100_000)
    assert log.size == log_space.MOST_BYTES
    log_space.make(log.db, log.path, 100_000)
    assert log.size == log_space.MOST_BYTES


def test_where_the_disk_is_nearly_full_it_stays_as_it_is(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.commit(1)
    size = log.size
    monkeypatch.setattr(log_space, "FREE_BYTES", 1 << 62)
    log_space.make(log.db, log.path, log.pages)
    assert log.size == size


def test_what_a_full_disk_has_not_taken_is_given_back(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.commit(1)
    size, write = log.size, os.write

    def full(file: int, data: bytes) -> int:
        if log.size > size:
            raise OSError(errno.ENOSPC, "full")
        return write(file, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="full"):
        log_space.make(log.db, log.path, log.pages)
    assert log.size == size
    log.commit(1)
    assert log.db.execute("SELECT count(*) FROM messages").fetchone() == (2,)


def test_it_does_not_write_while_somebody_commits(log: Log) -> None:
    size = log.size
    with closing(sqlite3.connect(log.path, timeout=0, isolation_level=None)) as other:
        log.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            log_space.make(other, log.path, 0)
        assert log.size == size
        log.db.execute("ROLLBACK")
