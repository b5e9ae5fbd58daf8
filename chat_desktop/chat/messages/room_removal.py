"""Removes what was in deleted rooms, in parts, so that other commits come in between."""

from typing import Any

from sqlalchemy import Column, Table, delete, func, select

from chat_desktop.chat.core.events import ScheduledChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage import models
from chat_desktop.storage.queries import scheduled as scheduled_queries

NAME = "deleted rooms"
BATCH = 500  # messages in one transaction

ROOMS, MESSAGES = models.Room.__table__, models.Message.__table__


def due(reading: Reading) -> int | None:
    """At once, as long as a deleted room is there."""
    return reading.session.scalar(select(func.min(models.Room.deleted_at)))


def run(work: Work) -> int:
    """How many rows were removed: some messages of a deleted room, or the room itself once it has none."""
    room_id = work.session.scalar(select(models.Room.id).where(models.Room.deleted_at.is_not(None)).limit(1))
    if room_id is None:
        return 0
    table = models.Message
    found = list(work.session.scalars(select(table.id).where(table.room_id == room_id).limit(BATCH)))
    if found:
        _remove_with_what_refers(work, MESSAGES, found)
        return len(found)
    for author in work.db.execute(scheduled_queries.AUTHORS_IN, (room_id,)).fetchall():
        work.record(ScheduledChanged(*author))
    _remove_with_what_refers(work, ROOMS, [room_id])
    return 1


def _remove_with_what_refers(work: Work, table: Any, ids: list[str]) -> None:
    """Removes rows by id. What belongs to them goes first: every row of another table with a foreign key to them."""
    for other, column in references(table):
        if other is not MESSAGES:
            work.session.execute(delete(other).where(column.in_(ids)))
    work.session.execute(delete(table).where(table.c.id.in_(ids)))


def references(table: Any) -> list[tuple[Table, Column[Any]]]:
    """Returns the other tables whose rows belong to rows of this one, each with the column that says to which."""
    others = [other for other in models.Base.metadata.sorted_tables if other is not table]
    return [(other, key.parent) for other in reversed(others) for key in other.foreign_keys if key.references(table)]
