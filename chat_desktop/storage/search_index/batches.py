"""Writes one batch into the index, in one transaction with the state that says how far it goes."""

import sqlite3
from collections.abc import Iterable

from chat_desktop.background import giving_way
from chat_desktop.search_text import features, folding
from chat_desktop.search_text.features import Carried
from chat_desktop.storage.search_index import tokens, upkeep
from chat_desktop.storage.search_index.schema import SET_STATE
from chat_desktop.storage.search_index.source import Batch, Row

# A word that nobody types. It stands before the name of each file, so that no phrase begins in one and ends in another.
BETWEEN = "\U0010fffd"
DAY_MS = 24 * 60 * 60 * 1000

ADD = "INSERT INTO messages (rowid, text, meta) VALUES (?, ?, ?)"
# The texts must be those that were added: these entries are looked up and removed.
REMOVE = "INSERT INTO messages (messages, rowid, text, meta) VALUES ('delete', ?, ?, ?)"
ADD_WORD = "INSERT INTO words (word) VALUES (?) ON CONFLICT DO NOTHING RETURNING id"
ADD_PARTS = "INSERT INTO parts (rowid, word) VALUES (?, ?)"
IS_USED = "SELECT 1 FROM messages WHERE messages MATCH ? LIMIT 1"
REMOVE_WORD = "DELETE FROM words WHERE word = ? RETURNING id"
REMOVE_PARTS = "INSERT INTO parts (parts, rowid, word) VALUES ('delete', ?, ?)"
ADD_DAY = """
INSERT INTO days (day, first_n, last_n) VALUES (?, ?, ?)
ON CONFLICT (day) DO UPDATE SET first_n = min(first_n, excluded.first_n), last_n = max(last_n, excluded.last_n)
"""


def write(index: sqlite3.Connection, batch: Batch) -> None:
    """Raises sqlite3.Error; then nothing of the batch is in the index."""
    index.execute("BEGIN IMMEDIATE")
    try:
        _write(index, batch)
        index.execute(SET_STATE, batch.state.values)
        index.execute("COMMIT")
    except BaseException:
        if index.in_transaction:
            index.execute("ROLLBACK")
        raise


def _write(index: sqlite3.Connection, batch: Batch) -> None:
    removed, left = _indexed(batch.removed)
    added, came = _indexed(batch.added)
    index.executemany(REMOVE, removed)
    index.executemany(ADD, added)
    _add_words(index, came)
    _remove_unused_words(index, left - came)
    index.executemany(ADD_DAY, _days(batch.added))
    upkeep.after_batch(index)


def _indexed(rows: Iterable[Row]) -> tuple[list[tuple[int, str, str]], set[str]]:
    """What FTS5 is given for each message that has a text, and the words of all of them."""
    values, words = [], set[str]()
    for row in giving_way(rows):
        if row.body is not None:
            carried = features.read(row.content)
            text = _text(row.body, carried)
            values.append((row.n, text, _meta(row, row.body, carried)))
            words |= folding.words(text)
    return values, words


def _text(body: str, carried: Carried) -> str:
    """The words of a message, and those of the names of its files."""
    names = (f" {BETWEEN} {folding.index_text(name)}" for name in carried.names)
    return folding.index_text(body) + "".join(names)


def _meta(row: Row, body: str, carried: Carried) -> str:
    ids = [tokens.room(row.room_id), tokens.sender(row.sender_id)]
    has = map(tokens.feature, sorted(features.features(body, carried)))
    return " ".join([*ids, *has, *map(tokens.file_type, sorted(carried.types))])


def _add_words(index: sqlite3.Connection, words: set[str]) -> None:
    for word in giving_way(words):
        new = index.execute(ADD_WORD, (word,)).fetchone()
        if new is not None:
            index.execute(ADD_PARTS, (new[0], word))


def _remove_unused_words(index: sqlite3.Connection, words: set[str]) -> None:
    """Words of a message that is gone must not be found in the index of words either."""
    for word in words:
        if index.execute(IS_USED, (tokens.in_text(tokens.quoted((word,))),)).fetchone() is None:
            known = index.execute(REMOVE_WORD, (word,)).fetchone()
            if known is not None:
                index.execute(REMOVE_PARTS, (known[0], word))


def _days(rows: Iterable[Row]) -> list[tuple[int, int, int]]:
    days: dict[int, tuple[int, int]] = {}
    for row in rows:
        day = row.created_at // DAY_MS
        first, last = days.get(day, (row.n, row.n))
        days[day] = min(first, row.n), max(last, row.n)
    return [(day, first, last) for day, (first, last) in days.items()]
