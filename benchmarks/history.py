"""Writes a long message history into the database of one room, without going through the host."""

import itertools
import secrets
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from chat_desktop.chat.core import ids

SPACING_MS = 1_000  # time between two messages
BODY = "They come in all lengths, but most are about as long as this one, eighty characters."
INSERT = (
    "INSERT INTO messages (n, id, room_id, seq, rev, client_id, sender_id, body, created_at, deleted)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)


def write_history(db: sqlite3.Connection, room_id: str, senders: list[str], messages: int) -> None:
    """Writes `messages` messages into a room within the open transaction. The newest is from now."""
    db.executemany(INSERT, _rows(room_id, senders, messages))
    db.execute("UPDATE rooms SET last_seq = ?1, last_rev = ?1 WHERE id = ?2", (messages, room_id))
    db.execute("UPDATE memberships SET read_seq = ?", (messages,))


def _rows(room_id: str, senders: list[str], messages: int) -> Iterator[tuple[Any, ...]]:
    first = time.time_ns() // 1_000_000 - messages * SPACING_MS
    for seq, sender in zip(range(1, messages + 1), itertools.cycle(senders)):
        at = first + seq * SPACING_MS
        # Random, like those of a page: ordered ids would build an index that is faster than that of a real office.
        client_id = secrets.token_urlsafe(16)
        yield (seq, ids.timed_id(at, secrets.token_bytes), room_id, seq, seq, client_id, sender, BODY, at)
