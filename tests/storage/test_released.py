"""Filled offices of every schema that was released are opened by this version, whatever a migration does to tables.

A schema is released with the first published state of the program that has it as its newest. A schema that only stood
between two of them is in nobody's office, and has no file here.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.messages import history
from chat_desktop.chat.rooms import rooms
from chat_desktop.errors import StartError
from chat_desktop.storage import migrations
from chat_desktop.storage.database import FILE_NAME, Database
from tests.storage.filled import RELEASED, dump
from tests.storage.test_database import shapes
from tests.support.parts.rules_office import RulesOffice

RELEASED_SCHEMAS = {"0001", "0002", "0015", "0017", "0026"}
SCHEMAS = sorted(file.stem for file in RELEASED.glob("*.sql"))
Rows = dict[str, list[dict[str, Any]]]

NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade() -> None:
    {work}
"""
COPY_EVERY_TABLE = """
    for table in sa.inspect(op.get_bind()).get_table_names():
        if table != "alembic_version":
            with op.batch_alter_table(table, recreate="always") as batch:
                batch.add_column(sa.Column("added", sa.Integer(), nullable=True))
"""
LOSE_A_PERSON = "op.execute(\"DELETE FROM users WHERE role = 'owner'\")"


def fill(folder: Path, schema: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        database.executescript((RELEASED / f"{schema}.sql").read_text("utf-8"))


def rows_of(folder: Path) -> Rows:
    """Every row of every table but Alembic's, each column by its name."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in names if not name.startswith(("sqlite_", "alembic_"))]
        return {name: [dict(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY 1, 2")] for name in tables}


def assert_kept(before: Rows, after: Rows) -> None:
    """Nothing of what was there is lost or changed; columns and tables may have come."""
    for table, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[table]]
        assert kept == rows, table


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`next_migration(work)`: this version has one migration more, which does WORK."""

    def add(work: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrations.FOLDER, folder)
        script = NEXT.format(head=migrations.HEAD, work=work)
        (folder / "versions" / "9999_next.py").write_text(script, "utf-8")
        monkeypatch.setattr(migrations, "FOLDER", folder)
        monkeypatch.setattr(migrations, "HEAD", "9999")

    return add


def test_every_released_schema_and_the_present_one_have_their_filled_offices() -> None:
    """After a new migration, `python -m tests.storage.filled` makes the office of the present schema."""
    assert RELEASED_SCHEMAS | {migrations.HEAD} <= set(SCHEMAS) <= migrations.known()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_is_filled(tmp_path: Path, schema: str) -> None:
    fill(tmp_path, schema)
    assert all(rows_of(tmp_path).values())
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
        kinds = ("deleted = 1", "edited_at", "reactions", "reply_to", "mentions")
        counts = ", ".join(f"sum({kind} IS NOT NULL AND ({kind}) IS NOT 0)" for kind in kinds)
        states = database.execute(f"SELECT {counts} FROM messages").fetchone()
        assert all(states)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_is_opened_and_nothing_is_lost(tmp_path: Path, schema: str) -> None:
    fill(tmp_path, schema)
    before, database = rows_of(tmp_path), Database(tmp_path)
    database.prepare()
    after = rows_of(tmp_path)
    assert_kept(before, after)
    assert [user["inactive_as"] is None for user in after["users"]] == [bool(user["active"]) for user in after["users"]]
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    new = Database(fresh)
    new.prepare()
    assert shapes(database.engine) == shapes(new.engine)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_its_people_go_on_where_they_were(tmp_path: Path, schema: str) -> None:
    fill(tmp_path, schema)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
        of_ana = "SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.name = 'Ana'"
        ana = database.execute(of_ana).fetchone()[0]
    office = RulesOffice.of_file(tmp_path)
    try:
        kitchen = next(room for room in office.read(rooms.list_own, ana) if room.name == "Kitchen")
        page = office.read(history.page, ana, kitchen.id)
        assert [message.body for message in page.messages] == ["@Cleo, will you bring the cups?", "Yes.", "The tea", ""]
        changed = office.write(rooms.change, ana, kitchen.id, "Kitchen", "Still cooking")
        assert changed.topic == "Still cooking"
    finally:
        office.close()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_migration_may_copy_any_table_of_a_filled_office(tmp_path: Path, schema: str, next_migration: Any) -> None:
    fill(tmp_path, schema)
    before = rows_of(tmp_path)
    next_migration(COPY_EVERY_TABLE)
    database = Database(tmp_path)
    database.prepare()
    after = rows_of(tmp_path)
    assert_kept(before, after)
    assert all("added" in row for rows in after.values() for row in rows)
    with database.connect() as connection:
        db = connection.db
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*) FROM pragma_foreign_key_list('messages')").fetchone() == (2,)


def test_a_migration_that_leaves_rows_without_their_parent_is_refused_and_changes_nothing(
    tmp_path: Path, next_migration: Any
) -> None:
    fill(tmp_path, migrations.HEAD)
    before = dump(tmp_path)
    next_migration(LOSE_A_PERSON)
    with pytest.raises(StartError, match=r"rows of the table \w+ would point to rows of users that are not there\."):
        Database(tmp_path).prepare()
    assert dump(tmp_path) == before


def test_the_backup_is_how_one_goes_back(tmp_path: Path) -> None:
    fill(tmp_path, "0001")
    before = dump(tmp_path)
    Database(tmp_path).prepare()
    (tmp_path / f"{FILE_NAME}.before-{migrations.HEAD}").replace(tmp_path / FILE_NAME)
    assert dump(tmp_path) == before
