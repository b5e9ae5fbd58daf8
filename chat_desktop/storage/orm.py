"""SQLAlchemy on the connections of the program. It is imported when a rule uses it first, because its import takes a
fourth of a start and 30 MB, and a host whose people only chat does not need it."""

import sqlite3
import threading
from typing import TYPE_CHECKING

from chat_desktop.lazy_module import LazyModule

if TYPE_CHECKING:
    import sqlalchemy as sql
    from sqlalchemy import orm

    from chat_desktop.storage import models
else:
    sql = LazyModule("sqlalchemy")
    orm = LazyModule("sqlalchemy.orm")
    models = LazyModule("chat_desktop.storage.models")

__all__ = ["Mapper", "models", "orm", "sql"]


class Mapper:
    """Makes sessions of SQLAlchemy on connections that exist already. All of them share one cache of statements."""

    def __init__(self) -> None:
        self._engine: sql.Engine | None = None
        self._lock = threading.Lock()
        self._given = threading.local()

    def connection(self, db: sqlite3.Connection) -> "sql.Connection":
        """Returns a connection of SQLAlchemy that runs its statements on DB. Closing it closes DB."""
        with self._lock:
            engine = self._engine or self._make_engine()
            self._engine = engine
        self._given.db = db
        return engine.connect()

    def _make_engine(self) -> "sql.Engine":
        # `creator` takes no argument, so each thread leaves its connection where it finds it.
        engine = sql.create_engine(
            "sqlite://",
            creator=lambda: self._given.db,
            poolclass=sql.NullPool,
            pool_reset_on_return=None,  # nothing is open when a connection is closed, or it is lost
            hide_parameters=True,  # errors are logged, and the log must not contain messages
        )
        # At its first connection an engine asks for SQLite's settings and rolls back, which would end a transaction.
        self._given.db = sqlite3.connect(":memory:")
        engine.connect().close()
        return engine
