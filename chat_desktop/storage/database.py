"""Opens the database file, checks it, and migrates it after a backup."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event

from chat_desktop.atomic_write import rename_over
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.storage import migrations
from chat_desktop.storage.search_index import schema as search_schema

FILE_NAME = "chat.db"
_PRIVATE = 0o600
# The statement that tests whether a connection still works after a failure.
ALIVE = "SELECT 1"

# With `synchronous = FULL` an acked message survives a power cut. In a simulation, NORMAL lost every acked write since
# the last checkpoint.
PRAGMAS: tuple[str, ...] = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 4000",  # a thread does it before (checkpoints.py)
)


class Database:
    """One SQLite file. A connection of `engine` begins its transactions with `execution_options(begin=...)`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.engine = _engine(self.path)

    def prepare(self) -> None:
        """Creates or migrates the tables. Raises StartError when the file cannot be used."""
        _make_private(self.path)
        try:
            with self.engine.connect() as connection:
                revision = _revision(connection)
                if revision == migrations.HEAD:
                    return
            if revision is not None and revision not in migrations.known():
                raise StartError("database_newer", {"file": self.path})
            if revision is not None:
                self.back_up(self.path.with_name(f"{FILE_NAME}.before-{migrations.HEAD}"))
            search_schema.remove(self.path.with_name(search_schema.FILE_NAME))  # it does not follow migrations
            migrations.upgrade(self.engine)
        except (sqlalchemy.exc.DatabaseError, sqlite3.Error, OSError) as problem:
            raise StartError("database_unopened", {"file": self.path, "why": system_words(problem)}) from problem

    def back_up(self, target: Path) -> None:
        """Replaces the file `target` by a consistent copy, which SQLite makes. Raises OSError or sqlite3.Error."""
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)  # left by a start that was killed
        _make_private(partial)
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        rename_over(partial, target)

    def close(self) -> None:
        """Closes all connections of the engine."""
        self.engine.dispose()


def driver(connection: sqlalchemy.Connection) -> sqlite3.Connection:
    """Returns the connection of sqlite3 that SQLAlchemy uses. Fixed SQL is executed on it."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


@contextmanager
def transaction(connection: sqlalchemy.Connection, begin: str) -> Iterator[None]:
    """Runs the `with` block in one transaction, which the statement `begin` starts. An error rolls it back.

    SQLAlchemy knows of the transaction only when a rule uses the ORM (`Reading.session`), because its bookkeeping costs
    as much as storing a message.
    """
    db = driver(connection)
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite rolls back by itself when the disk is full
            db.execute("ROLLBACK")
        raise
    finally:
        if connection.in_transaction():
            connection.rollback()  # nothing is left to roll back; SQLAlchemy learns that the transaction has ended


def is_usable(connection: sqlalchemy.Connection) -> bool:
    """Returns whether another transaction can begin on the connection after one has failed."""
    try:
        db = driver(connection)
        return not db.in_transaction and db.execute(ALIVE).fetchone() is not None
    except Exception:
        return False


def _make_private(path: Path) -> None:
    """Lets only this account read the file, which is created if it is missing.

    The folder is private already, but a copy of the file may be stored elsewhere. SQLite gives its other files the same
    mode. A failure is reported when SQLite opens the file."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE))
        path.chmod(_PRIVATE)


def _engine(path: Path) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(
        f"sqlite:///{path}",
        poolclass=sqlalchemy.pool.NullPool,
        # The listener `_begin` starts transactions: the driver would start them late, and deferred.
        connect_args={"check_same_thread": False, "isolation_level": None, "cached_statements": 256},
        hide_parameters=True,  # errors are logged, and the log must not contain messages
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, record: Any) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: sqlalchemy.Connection) -> None:
    if driver(connection).in_transaction:
        return  # `transaction` has started it
    # The writer uses IMMEDIATE: a deferred transaction can fail at its first write, where it cannot be repeated.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _revision(connection: sqlalchemy.Connection) -> str | None:
    """Returns the number of the last migration of the file, or None for a new file. It does not import Alembic."""
    db = driver(connection)
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None
