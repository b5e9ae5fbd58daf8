"""Finds messages by the index, and reads them from the database if the person may read them now."""

import contextlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from chat_desktop.search_text.wanted import Wanted, Within
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.search_index import database_queries as queries
from chat_desktop.storage.search_index import expression, faults, schema
from chat_desktop.storage.search_index.batches import DAY_MS
from chat_desktop.storage.search_index.expression import Nothing
from chat_desktop.storage.search_index.index_file import IndexFile, NotOpen
from chat_desktop.storage.search_index.source import BATCH_ROWS

log = logging.getLogger(__name__)

MOST_PLACES = 1_000  # that are looked up in the database at once
MOST_MEANT = 10_000  # pinned or saved messages of a person that a search looks at
FIRST_MS, LAST_MS = 0, 1 << 62
END = 1 << 62  # greater than every n

MATCHES = "SELECT rowid FROM messages WHERE messages MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC"
MATCHES_AMONG = """
SELECT f.rowid FROM json_each(?) meant CROSS JOIN messages f ON f.rowid = meant.value WHERE f.messages MATCH ?
"""
FIRST_OF_DAYS = "SELECT min(first_n) FROM days WHERE day >= ?"
LAST_OF_DAYS = "SELECT max(last_n) FROM days WHERE day <= ?"

Row = tuple[Any, ...]  # n, and the columns of a message


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
                rows = _Search(db, index, user_id, wanted).rows(within, END if before_n is None else before_n, limit)
                return Found(rows, coverage)
        except NotOpen:
            return Found([], Coverage(0, _newest(db)))

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """Reports damage while the file is still open, so that it is not taken for damage of the next one."""
        try:
            yield
        except sqlite3.Error as problem:
            if not faults.is_corruption(problem):
                raise
            self.found_damage(problem)
            raise NotOpen from problem

    def _coverage(self, db: Db, index: sqlite3.Connection) -> Coverage | None:
        state, newest = schema.read_state(index), _newest(db)
        usual = 0 if self.is_late else BATCH_ROWS  # what is about to be indexed
        return None if state.low == 0 and newest - state.high <= usual else Coverage(state.high - state.low, newest)


def _newest(db: Db) -> int:
    return int(db.execute(queries.POSITION).fetchone()[0])


@dataclass(slots=True)
class _Search:
    db: Db
    index: sqlite3.Connection
    user_id: str
    wanted: Wanted

    def rows(self, within: Within, before_n: int, limit: int) -> list[Row]:
        try:
            places = self._places(within, before_n)
        except Nothing:
            return []
        found: list[Row] = []
        size = 2 * limit  # few of them are left out mostly
        while len(found) < limit:
            some = list(islice(places, size))
            found += self._readable(some, limit - len(found))
            if len(some) < size:
                break
            size = min(2 * size, MOST_PLACES)
        return found

    def _places(self, within: Within, before_n: int) -> Iterator[int]:
        """The n of messages that may be meant, from high to low."""
        first_n, before_n = self._span(before_n)
        match = expression.build(self.index, self.wanted, within)
        if self.wanted.is_saved or self.wanted.is_pinned:
            return self._among_meant(match, first_n, before_n)
        if match is None:
            return (n for [n] in self.db.execute(queries.PLACES, (first_n, before_n, -1)))
        return (n for [n] in self.index.execute(MATCHES, (match, first_n, before_n)))

    def _among_meant(self, match: str | None, first_n: int, before_n: int) -> Iterator[int]:
        """Of saved or pinned messages, which are few. The index would find a common word many times before them."""
        of_person = queries.SAVED_PLACES if self.wanted.is_saved else queries.PINNED_PLACES
        rows = self.db.execute(of_person, (self.user_id, before_n, MOST_MEANT))
        meant = [n for [n] in rows if n >= first_n]
        if match is None:
            return iter(meant)
        return (n for [n] in self.index.execute(MATCHES_AMONG, (json.dumps(meant), match)))

    def _span(self, before_n: int) -> tuple[int, int]:
        """The places among which all messages of the days and all unread ones are."""
        wanted, first_n = self.wanted, 0
        if wanted.since_ms is not None:
            first_n = _value(self.index, FIRST_OF_DAYS, wanted.since_ms // DAY_MS, END)
        if wanted.until_ms is not None:
            before_n = min(before_n, _value(self.index, LAST_OF_DAYS, (wanted.until_ms - 1) // DAY_MS, -1) + 1)
        if wanted.is_unread:
            unread = [
                n for room, n in self.db.execute(queries.UNREAD_ROOMS, (self.user_id,)) if room in wanted.room_ids
            ]
            first_n = max(first_n, min((n for n in unread if n is not None), default=END))
        return first_n, before_n

    def _readable(self, places: list[int], limit: int) -> list[Row]:
        wanted = self.wanted
        since = FIRST_MS if wanted.since_ms is None else wanted.since_ms
        until = LAST_MS if wanted.until_ms is None else wanted.until_ms
        filters = (wanted.is_pinned, wanted.is_saved, wanted.is_unread)
        values = (json.dumps(places), self.user_id, json.dumps(sorted(wanted.room_ids)), since, until, *filters, limit)
        return self.db.execute(queries.READABLE, values).fetchall() if places else []


def _value(index: sqlite3.Connection, statement: str, value: int, default: int) -> int:
    [found] = index.execute(statement, (value,)).fetchone()
    return default if found is None else int(found)


class NoIndex(SearchIndex):
    """Where nothing is indexed: nothing is found."""

    def __init__(self) -> None:
        super().__init__(Path("no-database"))
        self.file.close()


NO_INDEX = NoIndex()
