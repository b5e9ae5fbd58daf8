"""Finds messages by the index, and reads them from the database if the person may read them now."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chat_desktop.search_text.wanted import Wanted, Within
from chat_desktop.storage import sqlite_errors
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.search_index import schema
from chat_desktop.storage.search_index.index_file import IndexFile, NotOpen
from chat_desktop.storage.search_index.lookup import END, Lookup, Row, newest
from chat_desktop.storage.search_index.source import BATCH_ROWS


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many messages are indexed, and how many there are. The newest are indexed first."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """Messages, the newest first. `coverage` is None when every message was searched."""

    rows: list[Row]
    coverage: Coverage | None = None


class SearchIndex:
    """The index of one database, for the threads that read. The indexer fills it.

    It has connections of its own, and is not attached to those of the readers: its errors are known to be its own, it
    can be replaced while readers are at work, and what is damaged in it cannot make a reader's connection unusable.
    """

    def __init__(self, database: Path, mode: str = "rw") -> None:
        """With the mode "ro" nothing can be written by it."""
        self.file = IndexFile(database, mode)
        # Is called in a reader's thread with an error that shows that the file is damaged.
        self.found_damage: Callable[[Exception], None] = lambda problem: None
        self.is_late = False  # the indexer cannot follow at the moment, because the disk is full, say

    def find(
        self,
        db: Db,
        user_id: str,
        wanted: Wanted,
        within: Within = Within.WORDS,
        *,
        before_n: int | None = None,
        limit: int,
    ) -> Found:
        """Returns messages before a place. DB is the reader's connection, whose snapshot decides what may be read.

        The query is stopped with that of the thread (storage/query_limit.py). Raises sqlite3.Error.
        """
        try:
            with self._reporting(), self.file.reading() as index, self._reporting():
                coverage = self._coverage(db, index)
                rows = Lookup(db, index, user_id, wanted).rows(within, END if before_n is None else before_n, limit)
                return Found(rows, coverage)
        except NotOpen:
            return Found([], Coverage(0, newest(db)))

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """Reports damage while the file is still open, so that it is not taken for damage of the next one."""
        try:
            yield
        except sqlite3.Error as problem:
            if not sqlite_errors.is_corruption(problem):
                raise
            self.found_damage(problem)
            raise NotOpen from problem

    def _coverage(self, db: Db, index: sqlite3.Connection) -> Coverage | None:
        state, total = schema.read_state(index), newest(db)
        usual = 0 if self.is_late else BATCH_ROWS  # what is about to be indexed
        return None if state.low == 0 and total - state.high <= usual else Coverage(state.high - state.low, total)


class NoIndex(SearchIndex):
    """Where nothing is indexed: nothing is found."""

    def __init__(self) -> None:
        super().__init__(Path("no-database"))
        self.file.close()


NO_INDEX = NoIndex()
