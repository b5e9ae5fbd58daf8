"""What only the profile of a person shows: local time, rooms in common, and since when they are here."""

from msgspec import Struct

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.users import visible_people
from chat_desktop.errors import NotFound
from chat_desktop.storage.queries import users as user_queries


class Profile(Struct, frozen=True):
    """`time_zone` is None until a page of the person has reported one. `room_ids` are the rooms in common."""

    time_zone: str | None
    created_at: int
    room_ids: list[str]


def get(reading: Reading, session_id: str, user_id: str) -> Profile:
    """Returns the profile of a person whom the actor sees. Raises NotSignedIn, NotFound."""
    actor = actors.find(reading, session_id)
    seen = visible_people.ids_for(reading, actor)
    row = reading.db.execute(user_queries.TIME_ZONE_AND_CREATED, (user_id,)).fetchone()
    if row is None or (seen is not None and user_id not in seen):
        raise NotFound
    time_zone, created_at = row
    common = reading.db.execute(user_queries.ROOMS_IN_COMMON, (actor.user_id, user_id)).fetchall()
    return Profile(time_zone, created_at, [room_id for (room_id,) in common])
