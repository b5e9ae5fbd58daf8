"""All that a page needs to start, as of one moment."""

from chat_desktop.chat import actors, offices, people, views
from chat_desktop.chat.records import Office, Room, Snapshot, User
from chat_desktop.chat.work import Reading


def full(reading: Reading, session_id: str) -> Snapshot:
    actor = actors.find(reading, session_id)
    me = User(actor.user_id, actor.name, actor.role, True, read_only=actor.read_only)
    rooms = views.rooms_of(reading, actor.user_id)
    return Snapshot(me, offices.get(reading), rooms, people.everyone(reading))


def welcome(reading: Reading, session_id: str) -> tuple[User, Office, list[Room]]:
    """What a connection is told first. Run as a work, so that its place among the events is exact."""
    actor = actors.find(reading, session_id)
    me = User(actor.user_id, actor.name, actor.role, True, read_only=actor.read_only)
    return me, offices.get(reading), views.rooms_of(reading, actor.user_id)
