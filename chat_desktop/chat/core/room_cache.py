"""A cache of what all members of a room see alike, for the welcomes of connections.

A welcome contains every room of the person with its last message, which is the same for all members. The memberships
of the person are not cached: they are read for every welcome.
"""

from typing import Any, cast

from msgspec import json

from chat_desktop.chat.core.records import Involvement, PersonRooms, SharedRoom
from chat_desktop.chat.core.room_rows import direct_user_ids, last_message
from chat_desktop.storage import room_triggers
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import memberships as membership_queries
from chat_desktop.storage.queries import rooms as room_queries

MOST_BYTES = 16 << 20  # by the estimate of `_cost`; past it the rooms that were read first go
ROOM_BYTES = 1_200  # of a room with empty texts: its record, its JSON and its place in the table
CODE_POINT_BYTES = 14  # at most: four in the record and four in its own UTF-8, six in the JSON
USER_BYTES = 140  # of one person of a direct room: the id in the record and in the JSON


class RoomCache:
    """For the writer's connection alone. Until `attach` nothing is kept.

    A work that reads from it must not have changed a room before: what it keeps would outlive the work's savepoint.
    """

    def __init__(self) -> None:
        self._db: Db | None = None
        self._rooms: dict[str, SharedRoom] = {}
        self._bytes = 0

    def attach(self, db: Db) -> None:
        """From now on for this connection, on which no transaction is open."""
        self.clear()
        # Everything that is kept of a room is in its row, or follows from it: every change of a message takes the
        # room's next rev, and every change of its members changes its count. So any rule that changes the row drops
        # the room here.
        room_triggers.call_after_update(db, self._forget)
        self._db = db

    def clear(self) -> None:
        """After a transaction that was not committed: what was read in it may never have been."""
        self._rooms.clear()
        self._bytes = 0

    def of_person(self, db: Db, user_id: str) -> PersonRooms:
        row = db.execute(membership_queries.OF_USER, (user_id,)).fetchone()
        *lists, has_mentions, sidebar, settings, drafts_at, scheduled = row
        ids, read_seqs, involvements = [(text or "").split() for text in lists]
        found = self._of(db, ids)
        # Rooms that were made in the same millisecond stay in the order of their ids, since sorting keeps it.
        orders = [room.order for room in found]
        places = sorted(range(len(found)), key=orders.__getitem__)
        return PersonRooms(
            rooms=[found[place] for place in places],
            # The ids of the records: those just read would be one more string for each room of each person.
            read_seqs=dict(zip([room.id for room in found], map(int, read_seqs), strict=True)),
            involvements=[cast(Involvement, involvements[place]) for place in places],
            mentions=_unread_mentions(db, user_id) if has_mentions else {},
            sidebar=sidebar,
            preferences=settings,
            drafts_at=drafts_at,
            scheduled=scheduled,
        )

    @property
    def size_bytes(self) -> int:
        """At most so many are taken by what is kept."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._rooms)

    def _of(self, db: Db, ids: list[str]) -> list[SharedRoom]:
        found = list(map(self._rooms.get, ids))
        if all(found):
            return found  # type: ignore[return-value]
        missing = [room_id for room_id, room in zip(ids, found, strict=True) if room is None]
        read = {room.id: room for room in self._read(db, missing)}
        return [room or read[room_id] for room_id, room in zip(ids, found, strict=True)]

    def _read(self, db: Db, ids: list[str]) -> list[SharedRoom]:
        # By one statement, because after a start the first welcome needs every room, and the writer does nothing else.
        rows = db.execute(room_queries.SHARED, (json.encode(ids).decode(),)).fetchall()
        rooms = [_room(db, *row) for row in rows]
        if db is self._db:
            for room in rooms:
                self._keep(room)
        return rooms

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


def _unread_mentions(db: Db, user_id: str) -> dict[str, int]:
    return dict(db.execute(membership_queries.UNREAD_MENTIONS, (user_id,)).fetchall())


def _room(db: Db, room_id: str, *row: Any) -> SharedRoom:
    kind, name, home, topic, last_seq, last_rev, member_count, created_at, archived, line, *last = row
    return SharedRoom(
        id=room_id,
        kind=kind,
        name=name,
        home=bool(home),
        topic=topic,
        last_seq=last_seq,
        last_rev=last_rev,
        member_count=member_count,
        user_ids=direct_user_ids(db, room_id, kind),
        last_message=last_message(*last),
        archived=bool(archived),
        line=line,
        order=-1.0 if home else float(created_at),
    )


def _cost(room: SharedRoom) -> int:
    texts = (
        len(room.name or "")
        + len(room.topic)
        + len(room.line or "")
        + (len(room.last_message.body) if room.last_message else 0)
    )
    return ROOM_BYTES + CODE_POINT_BYTES * texts + USER_BYTES * len(room.user_ids or ())
