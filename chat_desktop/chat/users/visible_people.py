"""Whom a person sees: everyone, but a guest sees only those with whom they share a room."""

from chat_desktop.chat.core.records import Actor, User
from chat_desktop.chat.core.work import Reading
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import users as user_queries


def people_for(reading: Reading, actor: Actor) -> list[User]:
    """Returns everyone who ever joined, for the names on old messages.

    A guest gets those with whom they share a room, and only the names of others who have written in their rooms.
    """
    if actor.role != "guest":
        return users_of(reading.db, user_queries.ALL)
    seen = users_of(reading.db, user_queries.VISIBLE_TO_GUEST, actor.user_id)
    known = {user.id for user in seen}
    return [
        *seen,
        *(dimmed(user) for user in users_of(reading.db, user_queries.AUTHORS, actor.user_id) if user.id not in known),
    ]


def ids_for(reading: Reading, actor: Actor) -> frozenset[str] | None:
    """Returns the ids of the people whom a guest sees; None for those who see everyone."""
    if actor.role != "guest":
        return None
    return frozenset(user.id for user in users_of(reading.db, user_queries.VISIBLE_TO_GUEST, actor.user_id))


def dimmed(user: User) -> User:
    """Returns what a guest may know of a person with whom they share no room: the name under the messages."""
    return User(user.id, user.name, "member", False)


def users_of(db: Db, query: str, *values: object) -> list[User]:
    """Returns the people whom one of the queries of people finds."""
    return [
        User(user_id, name, role, bool(active), inactive_as, bool(read_only), availability=availability)
        for user_id, name, role, active, inactive_as, read_only, availability in db.execute(query, values)
    ]
