"""The file: its pragmas, its migrations, and what is said when it cannot serve."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import alembic.autogenerate
import alembic.config
import pytest
import sqlalchemy
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from chat_desktop import paths
from chat_desktop.chat.core.work import Reading
from chat_desktop.errors import StartError
from chat_desktop.storage import migrations
from chat_desktop.storage.database import FILE_NAME, Database
from chat_desktop.storage.models import Base
from tests.support.parts.rules_office import RulesOffice


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


def refusal(database: Database) -> str:
    with pytest.raises(StartError) as caught:
        database.prepare()
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead")
def test_no_other_account_may_read_the_database_or_its_copy(database: Database, tmp_path: Path) -> None:
    database.path.touch(0o644)
    database.prepare()
    database.back_up(tmp_path / "copy")
    with database.connect() as connection:
        connection.db.execute("SELECT count(*) FROM users").fetchone()
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert set(modes) >= {"chat.db", "chat.db-wal", "copy"}
    assert set(modes.values()) == {0o600}


def test_every_connection_syncs_fully_and_writes_ahead(database: Database) -> None:
    database.prepare()
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with database.connect() as connection:
        assert {name: connection.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_the_writer_itself_syncs_fully(office: RulesOffice) -> None:
    assert office.write(lambda work: work.db.execute("PRAGMA synchronous").fetchone()[0]) == 2


def test_head_is_what_alembic_finds() -> None:
    assert (
        ScriptDirectory(str(paths.migrations()), recursive_version_locations=True).get_current_head() == migrations.HEAD
    )
    assert migrations.HEAD in migrations.known()


def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    database.prepare()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert alembic.autogenerate.compare_metadata(context, Base.metadata) == []


def test_even_the_constraints_are_the_same(database: Database, tmp_path: Path) -> None:
    """Autogenerate does not see checks, nor tables without a rowid."""
    database.prepare()
    modelled = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'modelled.db'}", poolclass=sqlalchemy.pool.NullPool)
    Base.metadata.create_all(modelled)
    assert shapes(database.engine) == shapes(modelled)


def shapes(engine: sqlalchemy.Engine) -> dict[str, object]:
    inspector = sqlalchemy.inspect(engine)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, wr FROM pragma_table_list WHERE schema = 'main'").fetchall()
    return {
        name: (
            without_rowid,
            {(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(name)},
            {(check["name"], check["sqltext"]) for check in inspector.get_check_constraints(name)},
            {(unique["name"], *unique["column_names"]) for unique in inspector.get_unique_constraints(name)},
            {(index["name"], *index["column_names"], index["unique"]) for index in inspector.get_indexes(name)},
            {(key["name"], key["referred_table"]) for key in inspector.get_foreign_keys(name)},
        )
        for name, without_rowid in rows
        if not name.startswith(("sqlite_", "alembic_"))
    }


def test_preparing_twice_changes_nothing_and_backs_nothing_up(database: Database, tmp_path: Path) -> None:
    database.prepare()
    database.prepare()
    assert not list(tmp_path.glob("*.before-*"))


def test_a_newer_database_is_left_alone_with_a_sentence(database: Database, tmp_path: Path) -> None:
    database.prepare()
    set_revision(tmp_path, "9999")
    assert "newer version" in refusal(database)


def test_a_file_that_is_no_database_is_left_alone_with_a_sentence(database: Database, tmp_path: Path) -> None:
    content = b"this was never a database, it is a shopping list" * 100
    (tmp_path / FILE_NAME).write_bytes(content)
    assert "cannot be opened" in refusal(database)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_damaged_database_says_so(database: Database, tmp_path: Path) -> None:
    database.prepare()
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek(20)
        file.write(b"\xff" * 4000)
    assert "cannot be opened" in refusal(database)


def test_a_folder_in_its_place_says_so(database: Database, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert "cannot be opened" in refusal(database)


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(Database(tmp_path / "nowhere"))


def test_before_a_migration_the_database_is_backed_up(
    office: RulesOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.post(office.ana, "from before")
    (tmp_path / f"{FILE_NAME}.before-9998.partial").write_bytes(b"left by a start that was killed")
    monkeypatch.setattr(migrations, "HEAD", "9998")
    office.database.prepare()
    backup = tmp_path / f"{FILE_NAME}.before-9998"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT body FROM messages").fetchall() == [("from before",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not list(tmp_path.glob("*.partial"))


def test_an_office_of_the_first_version_keeps_its_people_and_messages(database: Database, tmp_path: Path) -> None:
    migrations.upgrade(database.engine, "0001")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as old:
        old.execute("INSERT INTO office VALUES (1, 'o', 'Harbour', 'code', 2, 8765, 1)")
        old.execute(
            "INSERT INTO users VALUES ('a', 'Ana', 'ana', 'hash', 'owner', 1, 1), ('b', 'B', 'b', '', 'member', 0, 1)"
        )
        old.commit()
    database.prepare()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as new:
        assert new.execute("SELECT id, name, join_code, ways, pin FROM office").fetchall() == [
            ("o", "Harbour", "code", "link", None)
        ]
        assert new.execute("SELECT id, inactive_as, read_only FROM users").fetchall() == [
            ("a", None, 0),
            ("b", "removed", 0),
        ]


def test_a_migration_that_fails_leaves_everything_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_way(engine: sqlalchemy.Engine) -> None:
        with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            connection.exec_driver_sql("CREATE TABLE half (n)")
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(migrations, "upgrade", half_way)
    assert "disk I/O error" in refusal(database)
    assert sqlalchemy.inspect(database.engine).get_table_names() == []


def test_readers_do_not_see_a_half_of_a_write(office: RulesOffice) -> None:
    """One reading is one snapshot, however many looks it takes."""

    def look_twice(reading: Reading) -> tuple[int, int]:
        first = reading.db.execute("SELECT count(*) FROM messages").fetchone()[0]
        office.post(office.ana, "meanwhile")
        return first, reading.db.execute("SELECT count(*) FROM messages").fetchone()[0]

    assert office.read(look_twice) == (0, 0)


def set_revision(folder: Path, revision: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
