"""The index file: who has it open, and how another takes its place."""

import contextlib
import logging
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from chat_desktop.atomic_write import rename_over
from chat_desktop.storage import query_limit
from chat_desktop.storage.search_index import schema
from chat_desktop.storage.search_index.schema import State

log = logging.getLogger(__name__)

WAIT_SECONDS = 15.0  # a query has a shorter limit than this


class NotOpen(Exception):
    """There is no index at this moment: it is being replaced, or the program stops."""


class IndexFile:
    """Readers share a few connections. Before the file is replaced all of them are closed.

    SQLite would take the write-ahead log of a file that was there before for that of the new one.
    """

    def __init__(self, database: Path, mode: str = "rw") -> None:
        self.database, self._mode = database, mode
        # Has other processes close the file. It is called before it is replaced, when nobody reads any more.
        self.end_others: Callable[[], None] = lambda: None
        self.path = database.with_name(schema.FILE_NAME)
        self._changed = threading.Condition()
        self._idle: list[sqlite3.Connection] = []
        self._readers = 0
        self._is_shut = False

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one query, which has the time limit of the query of this thread. Raises NotOpen."""
        connection = self._take()
        try:
            with query_limit.watch_too(connection):
                yield connection
        except BaseException:
            self._give_back(connection, is_usable=False)
            raise
        self._give_back(connection, is_usable=True)

    @contextlib.contextmanager
    def read_elsewhere(self) -> Iterator[None]:
        """Another process reads the file meanwhile, for one query. Raises NotOpen."""
        with self._changed:
            if self._is_shut or not self.path.exists():
                raise NotOpen
            self._readers += 1
        try:
            yield
        finally:
            self._leave()

    def size(self) -> int:
        """Returns the bytes of the file, or 0 while there is none."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def open_to_write(self) -> sqlite3.Connection:
        """The one connection that writes. Raises sqlite3.Error."""
        return schema.connect(self.path)

    def make_anew(self, state: State) -> None:
        """Puts an empty index in the place of what is there. Raises sqlite3.Error or OSError.

        The new file is made beside the old one and renamed, so that a start never finds a half of one.
        """
        fresh = self.path.with_name(f"{schema.FILE_NAME}.new")
        schema.remove(fresh)
        schema.create(fresh, state, mode=stat.S_IMODE(self.database.stat().st_mode))
        with self._without_readers():
            schema.remove(self.path)
            rename_over(fresh, self.path)

    def close(self) -> None:
        """Closes the connections of the readers. Nobody can read from now on."""
        with self._changed:
            self._is_shut = True
            self._close_idle()

    @contextlib.contextmanager
    def _without_readers(self) -> Iterator[None]:
        with self._changed:
            was_shut, self._is_shut = self._is_shut, True
            if not self._changed.wait_for(lambda: self._readers == 0, WAIT_SECONDS):
                self._is_shut = was_shut
                raise OSError("a query still reads the search index")
            self._close_idle()
        try:
            self.end_others()
            yield
        finally:
            with self._changed:
                self._is_shut = was_shut

    def _take(self) -> sqlite3.Connection:
        with self._changed:
            if self._is_shut or not self.path.exists():
                raise NotOpen
            self._readers += 1
            if self._idle:
                return self._idle.pop()
        try:
            return _open_to_read(self.path, self._mode)
        except BaseException:
            self._leave()
            raise

    def _give_back(self, connection: sqlite3.Connection, is_usable: bool) -> None:
        with self._changed:
            if is_usable and not self._is_shut:
                self._idle.append(connection)
            else:
                connection.close()
        self._leave()

    def _leave(self) -> None:
        with self._changed:
            self._readers -= 1
            self._changed.notify_all()

    def _close_idle(self) -> None:
        for connection in self._idle:
            connection.close()
        self._idle.clear()


def _open_to_read(path: Path, mode: str) -> sqlite3.Connection:
    connection = schema.connect(path, mode)
    try:
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection
