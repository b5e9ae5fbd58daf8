"""Readers: a connection a thread, each rule in one snapshot. SQLite's WAL lets them run beside the writer."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

import sqlalchemy


class Look(Protocol):
    def abandon(self) -> None: ...


class Readers:
    """Called from a pool of threads; each keeps its connection until `close`."""

    def __init__(self, engine: sqlalchemy.Engine, make_look: Callable[[sqlalchemy.Connection], Look]) -> None:
        self._engine, self._make_look = engine, make_look
        self._mine = threading.local()
        self._all: list[sqlalchemy.Connection] = []
        self._lock = threading.Lock()

    def run(self, rule: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        with self._connection().begin() as transaction:
            look = self._make_look(transaction.connection)
            try:
                return rule(look, *args, **kwargs)
            finally:
                look.abandon()

    def close(self) -> None:
        """After the last reader has ended."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()

    def _connection(self) -> sqlalchemy.Connection:
        if not hasattr(self._mine, "connection"):
            self._mine.connection = self._engine.connect()
            with self._lock:
                self._all.append(self._mine.connection)
        connection: sqlalchemy.Connection = self._mine.connection
        return connection
