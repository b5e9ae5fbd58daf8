"""Looks up one search: candidates from the index, the newest first, and those of them that the person may read."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from chat_desktop.search_text.wanted import Wanted, Within
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.search_index import database_queries as queries
from chat_desktop.storage.search_index import expression, testing
from chat_desktop.storage.search_index.batches import DAY_MS
from chat_desktop.storage.search_index.expression import Nothing
from chat_desktop.storage.search_index.source import Row as Message

MOST_PLACES = 1_000  # that are looked up in the database at once
MOST_MEANT = 10_000  # pinned or saved messages of a person that a search looks at
# Of these, so many are read and tested one by one: to follow each word that has the letters in its middle through the
# whole index takes 115 ms in a million messages, and to test 300 messages 8 ms.
MOST_TESTED, MOST_TESTED_CHARACTERS = 2_000, 500_000
# To name rooms in the expression costs more than to leave out what is in other rooms. They are named after all when so
# many places have brought less than a page.
MOST_UNNAMED = 500
FIRST_MS, LAST_MS = 0, 1 << 62
END = 1 << 62  # greater than every n

MATCHES = "SELECT rowid FROM messages WHERE messages MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC"
# (expression, first_n, last_n, ns as JSON). With a plus the index is not asked anew for each of them: that would
# collect all beginnings of a word each time.
MATCHES_AMONG = """
SELECT rowid FROM messages WHERE messages MATCH ? AND rowid >= ? AND rowid <= ?
AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC
"""
FIRST_OF_DAYS = "SELECT min(first_n) FROM days WHERE day >= ?"
LAST_OF_DAYS = "SELECT max(last_n) FROM days WHERE day <= ?"

Row = tuple[Any, ...]  # n, and the columns of a message


def newest(db: Db) -> int:
    """Returns the n of the newest message of the database."""
    return int(db.execute(queries.POSITION).fetchone()[0])


@dataclass(slots=True)
class Lookup:
    """A search of one person. DB is the connection whose snapshot decides what they may read."""

    db: Db
    index: sqlite3.Connection
    user_id: str
    wanted: Wanted

    def rows(self, within: Within, before_n: int, limit: int) -> list[Row]:
        """Returns the newest messages before a place, at most LIMIT of them. Raises sqlite3.Error."""
        found: list[Row] = []
        try:
            most = MOST_UNNAMED if len(self.wanted.room_ids) <= expression.MOST_ROOMS else END
            found, last_n = self._some(self._places(within, before_n, names_rooms=False), limit, most)
            if last_n is not None and len(found) < limit:
                found += self._some(self._places(within, last_n), limit - len(found), END)[0]
        except Nothing:
            pass
        return found

    def _some(self, places: Iterator[int], limit: int, most: int) -> tuple[list[Row], int | None]:
        """The messages of the first MOST places, and the last of the places if there may be others."""
        found: list[Row] = []
        size, looked_up = 2 * limit, 0  # few of them are left out mostly
        while looked_up < most:
            some = list(islice(places, size))
            found += self._readable(some, limit - len(found))
            looked_up += len(some)
            if len(some) < size or len(found) == limit:
                return found, None
            last_n = some[-1]
            size = min(2 * size, MOST_PLACES)
        return found, last_n

    def _places(self, within: Within, before_n: int, names_rooms: bool = True) -> Iterator[int]:
        """The n of messages that may be meant, from high to low. Raises Nothing."""
        first_n, before_n = self._span(before_n)
        if self.wanted.is_saved or self.wanted.is_pinned:
            return self._among_meant(within, first_n, before_n)
        match = expression.build(self.index, self.wanted, within, names_rooms)
        if match is None:
            return (n for [n] in self.db.execute(queries.PLACES, (first_n, before_n, -1)))
        return (n for [n] in self.index.execute(MATCHES, (match, first_n, before_n)))

    def _among_meant(self, within: Within, first_n: int, before_n: int) -> Iterator[int]:
        """Of saved or pinned messages, which are few."""
        of_person = queries.SAVED_PLACES if self.wanted.is_saved else queries.PINNED_PLACES
        rows = self.db.execute(of_person, (self.user_id, before_n, MOST_MEANT))
        meant = [n for [n] in rows if n >= first_n]
        return self._tested(within, meant) if len(meant) <= MOST_TESTED else self._found_among(within, meant)

    def _tested(self, within: Within, meant: list[int]) -> Iterator[int]:
        """Of these messages those that are wanted. Long ones are left to the index."""
        characters = 0
        for number, n in enumerate(meant):
            row = self.db.execute(queries.ONE, (n,)).fetchone()
            if row is None:
                continue
            message = Message(*row)
            characters += len(message.body or "") + len(message.content or "")
            if characters > MOST_TESTED_CHARACTERS:
                yield from self._found_among(within, meant[number:])
                return
            if testing.is_wanted(message, self.wanted, within):
                yield n

    def _found_among(self, within: Within, meant: list[int]) -> Iterator[int]:
        """What else has the words is left out where the index is read."""
        with contextlib.suppress(Nothing):
            match = expression.build(self.index, self.wanted, within, names_rooms=False)
            values = (match, meant[-1], meant[0], json.dumps(meant))
            yield from meant if match is None else (n for [n] in self.index.execute(MATCHES_AMONG, values))

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
