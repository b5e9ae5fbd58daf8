"""Reads what the index has to follow from the database: each batch in one snapshot, which is then left at once."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from chat_desktop.storage.search_index import database_queries as queries
from chat_desktop.storage.search_index.schema import VERSION, State

BATCH_ROWS = 1_000
BATCH_CHARACTERS = 500_000  # with its folded text and its words a batch takes some MB


class Unreadable(Exception):
    """The database itself cannot be read at this moment."""


class Outdated(Exception):
    """The index has to be made anew."""


class Row(NamedTuple):
    """What the index needs of a message. `body` is None when the message was deleted, and so is not in the index."""

    n: int
    room_id: str
    sender_id: str
    body: str | None
    content: str | None
    created_at: int


@dataclass(slots=True)
class Batch:
    """What leaves the index, what comes into it, and its state then. `is_last` when nothing is left to do."""

    state: State
    removed: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    is_last: bool = True


class Source:
    """A connection of its own to the database, which only reads. It belongs to one thread."""

    def __init__(self, database: Path) -> None:
        self._path = database
        self._db: sqlite3.Connection | None = None

    def close(self) -> None:
        """Closes the connection; the next use opens another one."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def empty_state(self) -> State:
        """The state of an index that has everything to do. Raises Unreadable."""
        with self._snapshot() as db:
            newest, office_id, change = db.execute(queries.POSITION).fetchone()
            return State(VERSION, office_id or "", newest, newest, _id_of(db, newest), change, 0)

    def fits(self, state: State) -> bool:
        """Returns whether an index in this state can be continued. Raises Unreadable.

        It cannot when it is of another version or office, and when the database was replaced, by a backup say: then
        messages or changes that the index knows are not there.
        """
        with self._snapshot() as db:
            _, office_id, change = db.execute(queries.POSITION).fetchone()
            # After a power cut the index may be older than the changes that were forgotten since.
            [kept] = db.execute(queries.COUNT_CHANGES, (state.change,)).fetchone()
            is_same = (state.version, state.office_id) == (VERSION, office_id or "")
            return is_same and kept == change - state.change and _has_newest(db, state)

    def next_batch(self, state: State) -> Batch:
        """Returns what is to be done next. Raises Unreadable, and Outdated when the index cannot be continued."""
        with self._snapshot() as db:
            if not _has_newest(db, state):
                raise Outdated("its newest message was removed")
            batch = _changed(db, state) or _newer(db, state) or _older(db, state)
            if batch.state.high != state.high:
                batch.state = replace(batch.state, high_id=_id_of(db, batch.state.high))
            return batch

    def newest(self) -> int:
        """Returns the n of the newest message. Raises Unreadable."""
        with self._snapshot() as db:
            return int(db.execute(queries.POSITION).fetchone()[0])

    def keeps_followed_changes(self, change: int) -> bool:
        """Returns whether changes are still kept that the index has followed. Raises Unreadable."""
        with self._snapshot() as db:
            return db.execute(queries.FOLLOWED_CHANGE, (change,)).fetchone() is not None

    @contextlib.contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._db is None:
                self._db = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
                self._db.execute("PRAGMA query_only = ON")
                self._db.execute("PRAGMA busy_timeout = 5000")
            self._db.execute("BEGIN")
            try:
                yield self._db
            finally:
                self._db.execute("ROLLBACK")
        except sqlite3.Error as problem:
            self.close()
            raise Unreadable(str(problem)) from problem


def _has_newest(db: sqlite3.Connection, state: State) -> bool:
    """Whether the newest message of the index is still there. If it was removed with its room, messages that came later
    may have its n and those below, and the index could not know them from those that had them before."""
    return state.high == 0 or _id_of(db, state.high) == state.high_id


def _changed(db: sqlite3.Connection, state: State) -> Batch | None:
    """Nothing else comes with it: what is read now may have changes in it that are still to be followed."""
    changes = _take(db.execute(queries.CHANGES, (state.change, BATCH_ROWS)), body_at=4)
    if not changes:
        return None
    change = changes[-1][0]
    batch = Batch(replace(state, change=change), is_last=False)
    first = {row[1]: Row(*row[1:]) for row in reversed(changes)}  # as it was indexed
    for n in sorted(first):  # in this order FTS5 need not write what it has collected
        if not state.low < n <= state.high:
            continue  # it is not indexed yet
        batch.removed.append(first[n])
        row = db.execute(queries.NEXT_CHANGE, (n, change)).fetchone() or db.execute(queries.ONE, (n,)).fetchone()
        if row is not None:
            batch.added.append(Row(*row))
    return batch


def _newer(db: sqlite3.Connection, state: State) -> Batch | None:
    rows = [Row(*row) for row in _take(db.execute(queries.NEWER, (state.high, BATCH_ROWS)), body_at=3)]
    return Batch(replace(state, high=rows[-1].n), added=rows, is_last=False) if rows else None


def _older(db: sqlite3.Connection, state: State) -> Batch:
    """The newest of them first, because people look for these."""
    found = _take(db.execute(queries.OLDER, (state.low, BATCH_ROWS)), body_at=3) if state.low else []
    rows = [Row(*row) for row in reversed(found)]
    return Batch(replace(state, low=rows[0].n - 1 if rows else 0), added=rows, is_last=not rows)


def _take(rows: Iterable[Any], body_at: int) -> list[tuple[Any, ...]]:
    """Reads rows until they have enough characters for one batch."""
    taken, characters = list[tuple[Any, ...]](), 0
    for row in rows:
        taken.append(row)
        characters += len(row[body_at] or "") + len(row[body_at + 1] or "")  # the names of files are in the content
        if characters >= BATCH_CHARACTERS:
            break
    return taken


def _id_of(db: sqlite3.Connection, n: int) -> str | None:
    row = db.execute(queries.ID_OF, (n,)).fetchone()
    return row[0] if row else None
