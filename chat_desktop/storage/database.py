"""Opens the database file, checks it, and migrates it after a backup."""

import os
import sqlite3
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chat_desktop.atomic_write import rename_over
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.storage import migrations, sqlite_errors
from chat_desktop.storage.connection import Connection
from chat_desktop.storage.orm import Mapper, sql
from chat_desktop.storage.search_index import schema as search_schema

if TYPE_CHECKING:
    import sqlalchemy

FILE_NAME = "chat.db"
_PRIVATE = 0o600

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
    """One SQLite file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._mapper = Mapper()

    def connect(self) -> Connection:
        """Opens a connection. It may be used in another thread, but in one at a time. Raises sqlite3.Error."""
        # Rules begin their transactions: the driver would start them late, and deferred.
        db = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, cached_statements=256)
        try:
            _set_pragmas(db)
        except BaseException:
            db.close()
            raise
        return Connection(db, self._mapper)

    @cached_property
    def engine(self) -> "sqlalchemy.Engine":
        """SQLAlchemy's engine, which migrations use. Its transactions begin with `execution_options(begin=...)`."""
        engine = sql.create_engine(
            f"sqlite:///{self.path}",
            poolclass=sql.NullPool,
            # The listener `_begin` starts transactions.
            connect_args={"check_same_thread": False, "isolation_level": None},
            hide_parameters=True,  # errors are logged, and the log must not contain messages
        )
        sql.event.listen(engine, "connect", _set_pragmas)
        sql.event.listen(engine, "begin", _begin)
        return engine

    def prepare(self) -> None:
        """Creates or migrates the tables. Raises StartError when the file cannot be used."""
        _make_private(self.path)
        try:
            with self.connect() as connection:
                revision = _revision(connection.db)
            if revision == migrations.HEAD:
                return
            if revision is not None and revision not in migrations.known():
                raise StartError("database_newer", {"file": self.path})
            if revision is not None:
                self.back_up(self.path.with_name(f"{FILE_NAME}.before-{migrations.HEAD}"))
            search_schema.remove(self.path.with_name(search_schema.FILE_NAME))  # it does not follow migrations
            migrations.upgrade(self.engine)
        except Exception as problem:
            if not sqlite_errors.is_of_database(problem) and not isinstance(problem, OSError):
                raise
            raise StartError("database_unopened", {"file": self.path, "why": system_words(problem)}) from problem

    def back_up(self, target: Path) -> None:
        """Replaces the file `target` by a consistent copy, which SQLite makes. Raises OSError or sqlite3.Error."""
        partial = target.with_name(target.name + ".partial")
        partial.unlink(missing_ok=True)  # left by a start that was killed
        _make_private(partial)
        try:
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(partial)) as copy:
                source.backup(copy)
            rename_over(partial, target)
        finally:
            partial.unlink(missing_ok=True)  # on a full disk it would take the rest of the space


def _make_private(path: Path) -> None:
    """Lets only this account read the file, which is created if it is missing.

    The folder is private already, but a copy of the file may be stored elsewhere. SQLite gives its other files the same
    mode. A failure is reported when SQLite opens the file."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE))
        path.chmod(_PRIVATE)


def _set_pragmas(connection: sqlite3.Connection, record: Any = None) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: "sqlalchemy.Connection") -> None:
    # A migration uses IMMEDIATE: a deferred transaction can fail at its first write, where it cannot be repeated.
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _revision(db: sqlite3.Connection) -> str | None:
    """Returns the number of the last migration of the file, or None for a new file. It does not import Alembic."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None
