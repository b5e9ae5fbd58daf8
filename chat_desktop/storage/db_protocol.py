"""What the rules need of a database connection: fixed SQL in, rows out. `sqlite3.Connection` fits it as it is.

The rules are written against this protocol, so that a connection to another database can stand behind it.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol


class Rows(Protocol):
    """The result of one statement. Iterating over it gives the rows that are still to be fetched."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Db(Protocol):
    """A connection inside a transaction. Placeholders are `?` or `?N`; a row is a tuple in the order of its columns."""

    @property
    def in_transaction(self) -> bool: ...

    def execute(self, statement: str, values: tuple[Any, ...] = (), /) -> Rows: ...

    def executemany(self, statement: str, rows: Iterable[tuple[Any, ...]], /) -> Rows: ...
