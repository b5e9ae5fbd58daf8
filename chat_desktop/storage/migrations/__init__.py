"""Runs the migrations of the database. Alembic is imported only when one is needed, because that takes 0.2 s."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from chat_desktop.errors import StartError

if TYPE_CHECKING:
    import sqlalchemy

FOLDER = Path(__file__).parent
# The number of the newest migration. A test compares it with Alembic's.
HEAD = "0028"


def known() -> set[str]:
    """Returns the numbers of all migrations of this version."""
    return {path.name.split("_")[0] for path in (FOLDER / "versions").rglob("[0-9]*_*.py*")}


def upgrade(engine: "sqlalchemy.Engine", revision: str = "head") -> None:
    """Migrates the database to `revision` in one transaction. Raises StartError when a foreign key would be broken."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("recursive_version_locations", "true")  # twenty migrations a folder
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
        db = connection.connection.driver_connection
        assert isinstance(db, sqlite3.Connection)
        # Alembic changes a table by copying it and dropping the old one, which foreign keys to it would forbid. The
        # pragma has no effect within a transaction, and ends with this connection.
        db.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            _check_foreign_keys(db)


def _check_foreign_keys(db: sqlite3.Connection) -> None:
    """Checks all foreign keys once, because SQLite's checks of each statement are off. Raises StartError."""
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        table, _, parent, _ = broken
        raise StartError("database_not_upgraded", {"table": table, "parent": parent})
