"""What is committed comes to the database file in a thread of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chat_desktop.storage.checkpoints import COMMANDS, Checkpoints
from tests.support.hosts.tiny_server import until


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that never brings anything over by itself."""
    with closing(sqlite3.connect(tmp_path / "chat.db", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("CREATE TABLE messages (body)")
        yield db


@pytest.fixture
def checkpoints(tmp_path: Path, writer: sqlite3.Connection) -> Iterator[Checkpoints]:
    made = Checkpoints(tmp_path / "chat.db")
    made.start()
    yield made
    made.stop()


def commit(writer: sqlite3.Connection, commands: int = 1) -> None:
    for _ in range(commands):
        writer.execute("INSERT INTO messages VALUES (?)", ("x" * 3_000,))


def stored(path: Path) -> int:
    """The messages in the database file alone, without the log of writes."""
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM messages").fetchone()[0])
        except sqlite3.DatabaseError:  # the table is not there yet
            return 0


def test_commits_are_brought_over_when_there_are_many(
    tmp_path: Path, writer: sqlite3.Connection, checkpoints: Checkpoints
) -> None:
    commit(writer, COMMANDS)
    checkpoints.note(COMMANDS - 1)
    assert stored(tmp_path / "chat.db") == 0
    checkpoints.note(1)
    until(lambda: stored(tmp_path / "chat.db") == COMMANDS)
    size = (tmp_path / "chat.db-wal").stat().st_size
    commit(writer)
    assert (tmp_path / "chat.db-wal").stat().st_size == size  # the log begins anew in its own place


def test_a_commit_does_not_wait_for_it(tmp_path: Path, writer: sqlite3.Connection, checkpoints: Checkpoints) -> None:
    """Also when it cannot bring over everything, because somebody still reads what was before."""
    with closing(sqlite3.connect(tmp_path / "chat.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM messages").fetchone() == (0,)
        for _ in range(5):
            commit(writer, COMMANDS)
            checkpoints.note(COMMANDS)
        assert reader.execute("SELECT count(*) FROM messages").fetchone() == (0,)
    checkpoints.note(COMMANDS)
    until(lambda: stored(tmp_path / "chat.db") == 5 * COMMANDS)


def test_what_cannot_be_brought_over_is_tried_again(
    tmp_path: Path, writer: sqlite3.Connection, checkpoints: Checkpoints
) -> None:
    with closing(sqlite3.connect(tmp_path / "chat.db", isolation_level=None, timeout=0)) as other:
        commit(writer, 3)
        other.execute("BEGIN IMMEDIATE")
        checkpoints.note(COMMANDS)
        until(lambda: stored(tmp_path / "chat.db") == 3)  # somebody who writes is not in its way either
        other.execute("ROLLBACK")
    commit(writer, 2)
    checkpoints.note(COMMANDS)
    until(lambda: stored(tmp_path / "chat.db") == 5)
