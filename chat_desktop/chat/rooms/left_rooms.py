"""Archived rooms that everybody has left: nobody can join one or bring it back, and so only the owner finds it.

The owner learns the name and the moment by which it was archived, which the activity log has told already. Closed rooms
that were never archived are not listed: nobody outside of them learns their names.
"""

from collections.abc import Sequence

from msgspec import Struct

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.work import Reading
from chat_desktop.storage.orm import models
from chat_desktop.storage.queries import rooms as room_queries


class LeftRoom(Struct, frozen=True):
    """An archived room that everybody has left, as the owner learns of it."""

    id: str
    name: str
    archived_at: int


def list_all(reading: Reading, session_id: str) -> Sequence[LeftRoom]:
    """Returns these rooms, those that were archived last first. Raises NotSignedIn, Forbidden."""
    policy.delete_rooms(actors.find(reading, session_id))
    return [LeftRoom(*row) for row in reading.db.execute(room_queries.LEFT, ()).fetchall()]


def find(reading: Reading, room_id: str) -> "models.Room | None":
    """Returns the room if it is one of these."""
    reading.flush()
    if reading.db.execute(room_queries.IS_LEFT, (room_id,)).fetchone() is None:
        return None
    return reading.session.get_one(models.Room, room_id)
