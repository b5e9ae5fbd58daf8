"""A connection to the database and its transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from chat_desktop.storage.orm import Mapper, orm

if TYPE_CHECKING:
    import sqlalchemy

# The statement that tests whether a connection still works after a failure.
ALIVE = "SELECT 1"


class Connection:
    """Fixed SQL runs on `db`; a session of SQLAlchemy is made for a rule that asks for one. Both are for one thread."""

    def __init__(self, db: sqlite3.Connection, mapper: Mapper) -> None:
        self.db = db
        self._mapper = mapper
        self._mapped: sqlalchemy.Connection | None = None

    def session(self) -> "orm.Session":
        """Returns a new session inside the transaction that is open on `db`."""
        if self._mapped is None:
            self._mapped = self._mapper.connection(self.db)
        if not self._mapped.in_transaction():
            self._mapped.begin()
        # In a savepoint of its own: a flush that fails takes back this work alone. Without one, SQLAlchemy would roll
        # back the connection's whole transaction, and with it the works of everyone in the same batch.
        return orm.Session(self._mapped, join_transaction_mode="create_savepoint", expire_on_commit=False)

    def ended(self) -> None:
        """Lets SQLAlchemy know that the transaction on `db` has ended. Nothing is left to roll back."""
        if self._mapped is not None and self._mapped.in_transaction():
            self._mapped.rollback()

    def close(self) -> None:
        """Closes the connection. What is not committed is lost."""
        if self._mapped is not None:
            self._mapped.close()
        self.db.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def transaction(connection: Connection, begin: str) -> Iterator[None]:
    """Runs the `with` block in one transaction, which the statement `begin` starts. An error rolls it back.

    SQLAlchemy knows of the transaction only when a rule uses the ORM (`Reading.session`), because its bookkeeping costs
    as much as storing a message.
    """
    db = connection.db
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite rolls back by itself when the disk is full
            db.execute("ROLLBACK")
        raise
    finally:
        connection.ended()


def is_usable(connection: Connection) -> bool:
    """Returns whether another transaction can begin on the connection after one has failed."""
    try:
        db = connection.db
        return not db.in_transaction and db.execute(ALIVE).fetchone() is not None
    except Exception:
        return False
