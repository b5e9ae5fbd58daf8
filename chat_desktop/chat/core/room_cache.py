"""Rooms as all of their members see them, kept in memory between the welcomes.

A person in 1,000 rooms is told of each with its last message, and everybody in them is told the same. Which rooms a
person is in is never kept: that is read anew in every welcome.
"""

import sqlite3
from typing import Any, cast

from chat_desktop.chat.core.records import Involvement, LastMessage, PersonRooms, SharedRoom

MOST_BYTES = 16 << 20  # by the estimate of `_cost`; past it the rooms that were read first go
ROOM_BYTES = 1_200  # of a room with empty texts: its record, its JSON and its place in the table
CODE_POINT_BYTES = 14  # at most: four in the record and four in its own UTF-8, six in the JSON
USER_BYTES = 140  # of one person of a direct room: the id in the record and in the JSON

PREVIEW = 140  # code points of a last message in a list of rooms

# One row with three lists: a row for each room takes twice the time, most of it for making the tuples. Neither ids nor
# involvements have spaces in them.
MEMBERSHIPS = """
SELECT group_concat(room_id, ' '), group_concat(read_seq, ' '), group_concat(involvement, ' ')
FROM (SELECT room_id, read_seq, involvement FROM memberships WHERE user_id = ? ORDER BY room_id)
"""
# Looks once for each room, and not at all for a person whom nobody has ever mentioned.
MENTIONS = """
SELECT m.room_id, count(*) FROM memberships m
CROSS JOIN mentions x ON x.user_id = m.user_id AND x.room_id = m.room_id AND x.seq > m.read_seq
WHERE m.user_id = ?1 AND EXISTS (SELECT 1 FROM mentions WHERE user_id = ?1) GROUP BY m.room_id
"""
ROOM = """
SELECT r.kind, r.name, r.home, r.topic, r.last_seq, r.last_rev, r.member_count, r.created_at,
       l.seq, l.sender_id, substr(l.body, 1, ?2), l.created_at, l.deleted
FROM rooms r LEFT JOIN messages l ON l.room_id = r.id AND l.seq = r.last_seq WHERE r.id = ?1
"""
PEOPLE_OF = "SELECT user_id FROM memberships WHERE room_id = ? ORDER BY created_at, user_id"

# Everything that is kept of a room is in its row, or follows from it: every change of a message takes the room's next
# rev, and every change of its members its count. So whatever changes the row, by whichever rule, drops the room here.
FORGET = "CREATE TEMP TRIGGER forget_room AFTER UPDATE ON rooms BEGIN SELECT forget_room(OLD.id); END"


class RoomCache:
    """For the writer's connection alone. Until `attach` nothing is kept.

    A work that reads from it must not have changed a room before: what it keeps would outlive the work's savepoint.
    """

    def __init__(self) -> None:
        self._db: sqlite3.Connection | None = None
        self._rooms: dict[str, SharedRoom] = {}
        self._bytes = 0

    def attach(self, db: sqlite3.Connection) -> None:
        """From now on for this connection, on which no transaction is open."""
        self.clear()
        db.create_function("forget_room", 1, self._forget)
        db.execute(FORGET)
        self._db = db

    def clear(self) -> None:
        """After a transaction that was not committed: what was read in it may never have been."""
        self._rooms.clear()
        self._bytes = 0

    def of_person(self, db: sqlite3.Connection, user_id: str) -> PersonRooms:
        ids, read_seqs, involvements = [(told or "").split() for told in db.execute(MEMBERSHIPS, (user_id,)).fetchone()]
        found = self._of(db, ids)
        # Rooms that were made in the same millisecond stay in the order of their ids, since sorting keeps it.
        orders = [room.order for room in found]
        places = sorted(range(len(found)), key=orders.__getitem__)
        return PersonRooms(
            rooms=[found[place] for place in places],
            # The ids of the records: those just read would be one more string for each room of each person.
            read_seqs=dict(zip([room.id for room in found], map(int, read_seqs), strict=True)),
            involvements=[cast(Involvement, involvements[place]) for place in places],
            mentions=dict(db.execute(MENTIONS, (user_id,)).fetchall()),
        )

    @property
    def size_bytes(self) -> int:
        """At most so many are taken by what is kept."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._rooms)

    def _of(self, db: sqlite3.Connection, ids: list[str]) -> list[SharedRoom]:
        found = list(map(self._rooms.get, ids))
        if None not in found:
            return found  # type: ignore[return-value]
        return [room or self._read(db, room_id) for room_id, room in zip(ids, found, strict=True)]

    def _read(self, db: sqlite3.Connection, room_id: str) -> SharedRoom:
        room = _room(db, room_id)
        if db is self._db:
            self._keep(room)
        return room

    def _keep(self, room: SharedRoom) -> None:
        self._rooms[room.id] = room
        self._bytes += _cost(room)
        while self._bytes > MOST_BYTES:
            self._forget(next(iter(self._rooms)))

    def _forget(self, room_id: str) -> None:
        room = self._rooms.pop(room_id, None)
        if room is not None:
            self._bytes -= _cost(room)


UNCACHED = RoomCache()


def _room(db: sqlite3.Connection, room_id: str) -> SharedRoom:
    row = db.execute(ROOM, (room_id, PREVIEW)).fetchone()
    kind, name, home, topic, last_seq, last_rev, member_count, created_at, *last = row
    return SharedRoom(
        id=room_id,
        kind=kind,
        name=name,
        home=bool(home),
        topic=topic,
        last_seq=last_seq,
        last_rev=last_rev,
        member_count=member_count,
        user_ids=_people(db, room_id) if kind == "direct" else None,
        last_message=_last_message(*last),
        order=-1.0 if home else float(created_at),
    )


def _people(db: sqlite3.Connection, room_id: str) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute(PEOPLE_OF, (room_id,)))


def _last_message(seq: int | None, *rest: Any) -> LastMessage | None:
    if seq is None:
        return None
    sender_id, body, created_at, deleted = rest
    return LastMessage(seq, sender_id, body, created_at, bool(deleted))


def _cost(room: SharedRoom) -> int:
    texts = len(room.name or "") + len(room.topic) + (len(room.last_message.body) if room.last_message else 0)
    return ROOM_BYTES + CODE_POINT_BYTES * texts + USER_BYTES * len(room.user_ids or ())
