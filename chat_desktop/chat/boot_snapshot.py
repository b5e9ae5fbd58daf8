"""All that a page needs to start, as of one moment."""

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import Actor, Office, PersonRooms, Snapshot, User
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import room_views, sidebar
from chat_desktop.chat.users import preferences, visible_people

# What a new connection is sent, and the ids whom a guest sees: None for those who see everyone.
Welcome = tuple[User, Office, PersonRooms, frozenset[str] | None]


def full(reading: Reading, session_id: str) -> Snapshot:
    """Returns everything that the page shows at its start. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    me = _me(actor)
    rooms = room_views.list_for_user(reading, actor.user_id)
    people = visible_people.people_for(reading, actor)
    own = sidebar.stored(reading, actor.user_id), preferences.stored(reading, actor.user_id)
    return Snapshot(me, offices.get(reading), rooms, people, *own)


def welcome(reading: Reading, session_id: str) -> Welcome:
    """Returns what a new connection is sent.

    It runs as a work of the writer, so that its place among the events is exact. Raises NotSignedIn.
    """
    actor = actors.find(reading, session_id)
    me = _me(actor)
    rooms = reading.room_cache.of_person(reading.db, actor.user_id)
    return me, offices.get(reading), rooms, visible_people.ids_for(reading, actor)


def _me(actor: Actor) -> User:
    return User(actor.user_id, actor.name, actor.role, True, read_only=actor.read_only, has_password=actor.has_password)
