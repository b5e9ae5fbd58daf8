"""Rooms as a person sees them: fixed SQL. A welcome is made of core/room_cache.py."""

import sqlite3
from typing import Any

from chat_desktop.chat.core.records import LastMessage, Room
from chat_desktop.chat.core.room_cache import PEOPLE_OF, PREVIEW
from chat_desktop.chat.core.work import Reading

COLUMNS = f"""
r.id, r.kind, r.name, r.home, r.topic, r.last_seq, r.last_rev, r.member_count, m.read_seq, m.involvement,
(SELECT count(*) FROM mentions x WHERE x.user_id = m.user_id AND x.room_id = r.id AND x.seq > m.read_seq),
l.seq, l.sender_id, substr(l.body, 1, {PREVIEW}), l.created_at, l.deleted
"""
LAST = "LEFT JOIN messages l ON l.room_id = r.id AND l.seq = r.last_seq"
SEEN = f"SELECT m.user_id, {COLUMNS} FROM memberships m JOIN rooms r ON r.id = m.room_id {LAST}"
MINE = f"{SEEN} WHERE m.user_id = ? ORDER BY r.home DESC, r.created_at, r.id"
ONE = f"{SEEN} WHERE m.user_id = ? AND r.id = ?"
ALL = f"{SEEN} WHERE r.id = ?"

OPEN_BESIDE = """
SELECT ?1, r.id, r.kind, r.name, r.home, r.topic, r.last_seq, r.last_rev, r.member_count, r.last_seq, 'everything', 0,
       NULL, NULL, NULL, NULL, NULL
FROM rooms r WHERE r.kind = 'open'
AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.room_id = r.id AND m.user_id = ?1) ORDER BY r.name_key
"""
DIRECT_PEOPLE = """
SELECT m.room_id, m.user_id FROM memberships me JOIN rooms r ON r.id = me.room_id AND r.kind = 'direct'
JOIN memberships m ON m.room_id = r.id WHERE me.user_id = ? ORDER BY m.created_at, m.user_id
"""


def rooms_of(reading: Reading, user_id: str) -> list[Room]:
    """Every room that the person is in, the first room first."""
    rows = reading.db.execute(MINE, (user_id,)).fetchall()
    people: dict[str, list[str]] = {}
    if any(row[2] == "direct" for row in rows):
        for room_id, member in reading.db.execute(DIRECT_PEOPLE, (user_id,)):
            people.setdefault(room_id, []).append(member)
    return [_room(row, people.get(row[1], ())) for row in rows]


def room(reading: Reading, room_id: str, user_id: str) -> Room:
    """A room as one of its members sees it."""
    row = reading.db.execute(ONE, (user_id, room_id)).fetchone()
    return _room(row, _people_of(reading.db, row))


def room_for_all(reading: Reading, room_id: str) -> dict[str, Room]:
    """A room as each of its members sees it, by user id."""
    rows = reading.db.execute(ALL, (room_id,)).fetchall()
    people = _people_of(reading.db, rows[0]) if rows else ()
    return {row[0]: _room(row, people) for row in rows}


def open_rooms_beside(reading: Reading, user_id: str) -> list[Room]:
    """Open rooms that the person is not in: without counts of unread and without a last message."""
    return [_room(row, ()) for row in reading.db.execute(OPEN_BESIDE, (user_id,))]


def _people_of(db: sqlite3.Connection, row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(r[0] for r in db.execute(PEOPLE_OF, (row[1],))) if row[2] == "direct" else ()


def _room(row: tuple[Any, ...], people: list[str] | tuple[str, ...]) -> Room:
    _, room_id, kind, name, home, topic, last_seq, last_rev, count, read_seq, involvement, mentions, *last = row
    return Room(
        id=room_id,
        kind=kind,
        name=name,
        home=bool(home),
        topic=topic,
        last_seq=last_seq,
        last_rev=last_rev,
        member_count=count,
        read_seq=read_seq,
        involvement=involvement,
        unread_mentions=mentions,
        user_ids=tuple(people) if kind == "direct" else None,
        last_message=None if last[0] is None else LastMessage(last[0], last[1], last[2], last[3], bool(last[4])),
    )
