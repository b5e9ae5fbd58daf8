"""Rooms as a person sees them: fixed SQL. A welcome is made of core/room_cache.py."""

import json
from collections.abc import Sequence
from typing import Any

from chat_desktop.chat.core.records import Room
from chat_desktop.chat.core.room_rows import direct_user_ids, last_message
from chat_desktop.chat.core.work import Reading
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import rooms as room_queries


def list_for_user(reading: Reading, user_id: str) -> list[Room]:
    """Every room that the person is in, the first room first."""
    rows = reading.db.execute(room_queries.VIEWS_OF_USER, (user_id,)).fetchall()
    people: dict[str, list[str]] = {}
    if any(row[2] == "direct" for row in rows):
        for room_id, member in reading.db.execute(room_queries.DIRECT_MEMBERS, (user_id,)):
            people.setdefault(room_id, []).append(member)
    return [_room(row, tuple(people.get(row[1], ())) if row[2] == "direct" else None) for row in rows]


def room(reading: Reading, room_id: str, user_id: str) -> Room:
    """A room as one of its members sees it."""
    row = reading.db.execute(room_queries.VIEW, (user_id, room_id)).fetchone()
    return _room(row, _people_of(reading.db, row))


def room_for_members(reading: Reading, room_id: str, user_ids: Sequence[str]) -> dict[str, Room]:
    """A room as each of these members sees it, by user id."""
    rows = reading.db.execute(room_queries.VIEWS_OF_MEMBERS, (room_id, json.dumps(list(user_ids)))).fetchall()
    return _by_member(reading, rows)


def room_for_all(reading: Reading, room_id: str) -> dict[str, Room]:
    """A room as each of its members sees it, by user id."""
    return _by_member(reading, reading.db.execute(room_queries.VIEWS_OF_ROOM, (room_id,)).fetchall())


def _by_member(reading: Reading, rows: list[Any]) -> dict[str, Room]:
    people = _people_of(reading.db, rows[0]) if rows else None
    return {row[0]: _room(row, people) for row in rows}


def list_open_not_joined(reading: Reading, user_id: str) -> list[Room]:
    """Open rooms that the person is not in: without counts of unread and without a last message."""
    return [_room(row, None) for row in reading.db.execute(room_queries.OPEN_NOT_JOINED, (user_id,))]


def _people_of(db: Db, row: tuple[Any, ...]) -> tuple[str, ...] | None:
    return direct_user_ids(db, room_id=row[1], kind=row[2])


def _room(row: tuple[Any, ...], user_ids: tuple[str, ...] | None) -> Room:
    _, room_id, kind, name, home, topic, last_seq, last_rev, count, *rest = row
    read_seq, involvement, mentions, archived, line, *last = rest
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
        user_ids=user_ids,
        last_message=last_message(*last),
        archived=bool(archived),
        line=line,
    )
