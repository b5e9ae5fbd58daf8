"""Removes what was in deleted rooms, in parts, so that other commits come in between."""

from typing import Any

from chat_desktop.chat.core.events import ScheduledChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import rooms as room_queries
from chat_desktop.storage.queries import scheduled as scheduled_queries

NAME = "deleted rooms"
BATCH = 500  # messages in one transaction


def due(reading: Reading) -> int | None:
    """At once, as long as a deleted room is there."""
    found: tuple[int | None] = reading.db.execute(room_queries.DELETED_DUE).fetchone()
    return found[0]


def run(work: Work) -> int:
    """How many rows were removed: some messages of a deleted room, or the room itself once it has none."""
    room_id = work.session.scalar(sql.select(models.Room.id).where(models.Room.deleted_at.is_not(None)).limit(1))
    if room_id is None:
        return 0
    table = models.Message
    found = list(work.session.scalars(sql.select(table.id).where(table.room_id == room_id).limit(BATCH)))
    if found:
        _remove_with_what_refers(work, table.__table__, found)
        return len(found)
    for author in work.db.execute(scheduled_queries.AUTHORS_IN, (room_id,)).fetchall():
        work.record(ScheduledChanged(*author))
    _remove_with_what_refers(work, models.Room.__table__, [room_id])
    return 1


def _remove_with_what_refers(work: Work, table: Any, ids: list[str]) -> None:
    """Removes rows by id. What belongs to them goes first: every row of another table with a foreign key to them."""
    for other, column in references(table):
        if other is not models.Message.__table__:
            work.session.execute(sql.delete(other).where(column.in_(ids)))
    work.session.execute(sql.delete(table).where(table.c.id.in_(ids)))


def references(table: Any) -> "list[tuple[sql.Table, sql.Column[Any]]]":
    """Returns the other tables whose rows belong to rows of this one, each with the column that says to which."""
    others = [other for other in models.Base.metadata.sorted_tables if other is not table]
    return [(other, key.parent) for other in reversed(others) for key in other.foreign_keys if key.references(table)]
