"""Writes an office with the messages of the corpus, in 30 rooms and by 50 people, as often as in real ones: by Zipf."""

import contextlib
import itertools
import random
import secrets
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import office
from benchmarks.history import INSERT, SPACING_MS
from benchmarks.office import OfficeFile
from benchmarks.search.corpus import SEED, Corpus
from chat_desktop.chat.core import ids
from chat_desktop.chat.reading import later, pins
from chat_desktop.storage.database import FILE_NAME

PEOPLE, ROOMS = 50, 30
ROOMS_OF_A_MEMBER = 10


def make(folder: Path, messages: int) -> OfficeFile:
    """Returns an office whose first person is in all rooms, and everybody else in some."""
    made = office.make(folder, PEOPLE - 1, ROOMS)
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        _leave_rooms(db, made)
        db.executemany(INSERT, _rows(db, made, messages))
        db.execute(
            "UPDATE rooms SET last_seq = coalesce((SELECT max(seq) FROM messages m WHERE m.room_id = rooms.id), 0)"
        )
        db.execute("UPDATE rooms SET last_rev = last_seq")
        db.execute("UPDATE memberships SET read_seq = (SELECT last_seq FROM rooms WHERE id = room_id)")
        _save_some(db)
        _pin_some(db)
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


def _leave_rooms(db: sqlite3.Connection, made: OfficeFile) -> None:
    """Everybody but the first person stays in some rooms: half of the people in the busiest, half in the others."""
    people = [row[0] for row in db.execute("SELECT id FROM users ORDER BY rowid")]
    for number, user_id in enumerate(people[1:]):
        kept = made.rooms[:ROOMS_OF_A_MEMBER] if number % 2 else made.rooms[-ROOMS_OF_A_MEMBER:]
        marks = ", ".join("?" * len(kept))
        db.execute(f"DELETE FROM memberships WHERE user_id = ? AND room_id NOT IN ({marks})", (user_id, *kept))  # noqa: S608


def _save_some(db: sqlite3.Connection) -> None:
    """Everybody keeps messages for later, as many as they may, from the whole history of all their rooms."""
    save = """
    INSERT INTO saved (id, user_id, message_id, room_id, note, created_at)
    SELECT id || ?1, ?1, id, room_id, '', created_at FROM messages WHERE room_id = ?2 AND seq = ?3
    """
    memberships = """
    SELECT s.user_id, r.id, r.last_seq, count(*) OVER (PARTITION BY s.user_id)
    FROM memberships s JOIN rooms r ON r.id = s.room_id
    """
    for user_id, room_id, last_seq, rooms in db.execute(memberships).fetchall():
        db.executemany(save, ((user_id, room_id, seq) for seq in _spread(last_seq, later.MOST // rooms)))


def _pin_some(db: sqlite3.Connection) -> None:
    """As many as may be pinned in each room."""
    pin = """
    UPDATE messages SET pinned = json_object('user_id', sender_id, 'at', created_at) WHERE room_id = ? AND seq = ?
    """
    for room_id, last_seq in db.execute("SELECT id, last_seq FROM rooms").fetchall():
        db.executemany(pin, ((room_id, seq) for seq in _spread(last_seq, pins.MOST)))


def _spread(last_seq: int, most: int) -> range:
    """So many messages of a room at most, from all of it."""
    return range(1, last_seq + 1, last_seq // most + 1)


def _rows(db: sqlite3.Connection, made: OfficeFile, messages: int) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(SEED)  # noqa: S311 (the same in every run)
    people = [row[0] for row in db.execute("SELECT id FROM users ORDER BY rowid")]
    senders = iter(draw.choices(people, _zipf(len(people)), k=messages))
    rooms = iter(draw.choices(made.rooms, _zipf(len(made.rooms)), k=messages))
    seqs = dict.fromkeys(made.rooms, 0)
    first = time.time_ns() // 1_000_000 - messages * SPACING_MS
    for n, body, sender, room in zip(itertools.count(1), Corpus().messages(messages), senders, rooms, strict=False):
        seqs[room] += 1
        at = first + n * SPACING_MS
        client_id = secrets.token_urlsafe(16)
        yield (n, ids.timed_id(at, secrets.token_bytes), room, seqs[room], seqs[room], client_id, sender, body, at)


def _zipf(count: int) -> list[float]:
    return [1 / (rank + 1) for rank in range(count)]
