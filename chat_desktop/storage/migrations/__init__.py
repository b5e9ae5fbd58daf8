"""Alembic's migrations. Alembic itself is imported only when one is due: it would cost every start 0.2 s."""

import sqlite3
from pathlib import Path

import sqlalchemy

from chat_desktop.errors import StartError

FOLDER = Path(__file__).parent
# The newest migration; a test keeps it equal to what Alembic finds.
HEAD = "0002"


def known() -> set[str]:
    """Every migration that this version carries, by its number."""
    return {path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py*")}


def upgrade(engine: sqlalchemy.Engine, revision: str = "head") -> None:
    """Brings the database to REVISION in one transaction. Raises StartError when rows would lose what they point to."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
        db = connection.connection.driver_connection
        assert isinstance(db, sqlite3.Connection)
        # SQLite changes a table by copying it and dropping the old one, which its children's foreign keys forbid. The
        # pragma counts for this connection alone, which is closed afterwards, and does nothing within a transaction.
        db.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            _check_foreign_keys(db)


def _check_foreign_keys(db: sqlite3.Connection) -> None:
    """Once for all, in place of SQLite's own checks at every statement."""
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        table, _, parent, _ = broken
        raise StartError(
            f"The database could not be upgraded: rows of the table {table} would point to rows of {parent} that are "
            "not there. Nothing was changed; the version of Chat Desktop before this one opens it."
        )
