"""An index that is missing, damaged, old or of another database is made anew, and people are told meanwhile."""

import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from chat_desktop.chat.messages import posting
from chat_desktop.storage.database import Database
from chat_desktop.storage.search_index import indexer, schema, upkeep
from tests.storage.search_index.asking import bodies, check_integrity, coverage, follow, in_index, search
from tests.support.parts.rules_office import RulesOffice

MESSAGES = 400


@pytest.fixture
def indexed(office: RulesOffice) -> RulesOffice:
    """An office whose messages are indexed. Nobody has the index open."""
    for number in range(MESSAGES):
        office.post(office.ana, f"message number{number} of the many that are here")
    office.indexer.catch_up()
    office.indexer.catch_up()
    office.indexer.close()
    office.search_index.file.close()
    office.search_index.file._is_shut = False
    return office


def path_of(office: RulesOffice) -> Path:
    return office.search_index.file.path


def remove(path: Path) -> None:
    schema.remove(path)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def fill_pages_with_garbage(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        for place in range(4_096, size, 4_096):
            file.seek(place)
            file.write(random.Random(place).randbytes(4_096))


def put_garbage_over_all(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def put_another_database_there(path: Path) -> None:
    remove(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE other (n)")


def set_state(column: str, value: object) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as index:
            index.execute(f"UPDATE state SET {column} = ?", (value,))

    change.__name__ = f"set_{column}"
    return change


DAMAGES = [
    *(remove, truncate, empty, fill_pages_with_garbage, put_garbage_over_all, put_another_database_there),
    *(set_state("version", "0.1"), set_state("office_id", "another"), set_state("high_id", "another")),
    *(set_state("high", MESSAGES + 5), set_state("change", 7)),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_at_a_start_an_index_that_does_not_fit_is_made_anew(
    indexed: RulesOffice, damage: Callable[[Path], None]
) -> None:
    path = path_of(indexed)
    damage(path)
    file_before = path.stat().st_ino if path.exists() else None
    message = indexed.post(indexed.ben, "fresh message")
    indexed.write(posting.edit, indexed.ben.session_id, message.id, "fresh and edited")
    follow(indexed)
    assert path.stat().st_ino != file_before
    assert bodies(indexed, "number7", "here") == ["message number7 of the many that are here"]
    assert bodies(indexed, "edited") == ["fresh and edited"]
    assert coverage(indexed) is None
    check_integrity(indexed)


@pytest.mark.parametrize("damage", [truncate, fill_pages_with_garbage], ids=lambda damage: damage.__name__)
def test_a_reader_that_meets_damage_says_that_nothing_is_searched_and_has_it_healed(
    indexed: RulesOffice, damage: Callable[[Path], None]
) -> None:
    indexed.indexer.catch_up()  # it has the file open, and does not read it while nothing is posted
    damage(path_of(indexed))
    found = search(indexed, "message")
    assert found.rows == []
    assert found.coverage is not None
    assert (found.coverage.done, found.coverage.total) == (0, MESSAGES)
    follow(indexed)
    assert len(bodies(indexed, "message", limit=1_000)) == MESSAGES


def test_the_indexer_itself_meets_damage(indexed: RulesOffice) -> None:
    indexed.indexer.catch_up()
    fill_pages_with_garbage(path_of(indexed))
    indexed.post(indexed.ana, "message that comes after the damage")
    follow(indexed)
    assert len(bodies(indexed, "message", limit=1_000)) == MESSAGES + 1


def test_an_older_database_is_not_searched_by_the_index_of_a_newer_one(indexed: RulesOffice, tmp_path: Path) -> None:
    """As when somebody puts a backup in its place."""
    backup = tmp_path / "backup.db"
    indexed.database.back_up(backup)
    kept = indexed.post(indexed.ana, "lost with the backup")
    indexed.write(posting.edit, indexed.ana.session_id, kept.id, "lost too")
    indexed.indexer.catch_up()
    indexed.indexer.close()
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(backup, restored / "chat.db")
    with closing(sqlite3.connect(path_of(indexed))) as index, closing(sqlite3.connect(restored / "search.db")) as copy:
        index.backup(copy)
    other = RulesOffice.of_file(restored)
    try:
        follow(other)
        other.ana = indexed.ana
        assert bodies(other, "lost") == []
        assert len(bodies(other, "message", limit=1_000)) == MESSAGES
    finally:
        other.close()


def test_after_a_power_cut_changes_that_are_forgotten_already_are_missed(indexed: RulesOffice, tmp_path: Path) -> None:
    """The index is as it was before them, and they are not kept any more."""
    shutil.copy(path_of(indexed), tmp_path / "before.db")
    first = indexed.read(lambda look: look.db.execute("SELECT id FROM messages WHERE seq = 1").fetchone()[0])
    indexed.write(posting.edit, indexed.ana.session_id, first, "edited meanwhile")
    indexed.indexer.catch_up()
    indexed.indexer.close()
    remove(path_of(indexed))
    shutil.copy(tmp_path / "before.db", path_of(indexed))
    follow(indexed)
    assert bodies(indexed, "meanwhile") == ["edited meanwhile"]
    assert bodies(indexed, "number0") == []


def test_a_migration_removes_the_index_because_it_may_change_messages(
    indexed: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat_desktop.storage.migrations.HEAD", "9998")
    Database(path_of(indexed).parent).prepare()
    assert not path_of(indexed).exists()


def test_a_backup_has_no_index_in_it(indexed: RulesOffice, tmp_path: Path) -> None:
    indexed.database.back_up(tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        names = {name for [name] in copy.execute("SELECT name FROM sqlite_master")}
    assert not names & {"parts", "words", "state"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in access lists")
def test_the_index_may_be_read_by_whom_the_database_may_be_read(indexed: RulesOffice) -> None:
    indexed.database.path.chmod(0o600)
    remove(path_of(indexed))
    follow(indexed)
    assert stat.S_IMODE(path_of(indexed).stat().st_mode) == 0o600


def test_what_is_left_of_a_file_that_was_begun_does_no_harm(indexed: RulesOffice) -> None:
    remove(path_of(indexed))
    for suffix in ("", "-wal", "-shm"):
        (path_of(indexed).parent / f"search.db.new{suffix}").write_bytes(b"half of it")
    follow(indexed)
    assert len(bodies(indexed, "message", limit=1_000)) == MESSAGES
    assert not list(path_of(indexed).parent.glob("search.db.new*"))


def test_a_disk_that_spoils_the_index_at_once_does_not_keep_the_host_busy(indexed: RulesOffice) -> None:
    follow(indexed)
    indexed.search_index.found_damage(sqlite3.DatabaseError("malformed"))
    assert indexed.indexer.attempt() == 0.0
    assert indexed.indexer.attempt() is None
    indexed.search_index.found_damage(sqlite3.DatabaseError("malformed"))
    pause = indexed.indexer.attempt()
    assert pause is not None
    assert pause > indexer.REPLACE_SECONDS / 2


def test_once_a_week_the_index_is_checked_and_made_small(indexed: RulesOffice) -> None:
    rows = indexed.read(lambda look: look.db.execute("SELECT id FROM messages ORDER BY n").fetchall())
    for [message_id] in rows[10:]:
        indexed.write(posting.delete, indexed.ana.session_id, message_id)
    follow(indexed)
    before = sum(len(block) for [block] in in_index(indexed, "SELECT block FROM messages_data"))
    indexed.now += upkeep.EVERY_MS
    follow(indexed)
    follow(indexed)
    after = sum(len(block) for [block] in in_index(indexed, "SELECT block FROM messages_data"))
    assert after < before / 5
    assert in_index(indexed, "SELECT optimized_at FROM state") == [(indexed.now,)]
    assert len(bodies(indexed, "message")) == 10
