"""Who sees whom: everyone sees everyone, but a guest sees only those with whom they share a room.

The sockets follow these rules by VisibilityChanged, in the order of commits: see realtime/guest_visibility.py.
"""

from collections.abc import Iterable, Sequence

from chat_desktop.chat.core.events import VisibilityChanged
from chat_desktop.chat.core.records import Actor, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.office import offices
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import users as user_queries


def people_for(reading: Reading, actor: Actor) -> list[User]:
    """Returns everyone who ever joined, for the names on old messages.

    A guest gets those with whom they share a room, and only the names of others who have written in their rooms.
    """
    if actor.role != "guest":
        return _users(reading.db, user_queries.ALL)
    seen = _users(reading.db, user_queries.VISIBLE_TO_GUEST, actor.user_id)
    known = {user.id for user in seen}
    return [
        *seen,
        *(dimmed(user) for user in _users(reading.db, user_queries.AUTHORS, actor.user_id) if user.id not in known),
    ]


def ids_for(reading: Reading, actor: Actor) -> frozenset[str] | None:
    """Returns the ids of the people whom a guest sees; None for those who see everyone."""
    if actor.role != "guest":
        return None
    return frozenset(user.id for user in _users(reading.db, user_queries.VISIBLE_TO_GUEST, actor.user_id))


def dimmed(user: User) -> User:
    """Returns what a guest may know of a person with whom they share no room: the name under the messages."""
    return User(user.id, user.name, "member", False)


def members_added(work: Work, room_id: str, newcomers: Sequence[str]) -> None:
    """Records who sees whom after NEWCOMERS were added to the room."""
    guests = {user.id for user in _users(work.db, user_queries.GUESTS_IN_ROOM, room_id)}
    if not guests:
        return
    inside = {user.id: user for user in _users(work.db, user_queries.IN_ROOM, room_id)}
    _record(work, guests - set(newcomers), seen=[inside[user_id] for user_id in newcomers])
    _record(work, guests & set(newcomers), seen=inside.values())
    offices.next_users_rev(work)


def member_removed(work: Work, room_id: str, user_id: str) -> None:
    """Records who no longer sees whom after USER_ID has left the room: where one is a guest and no other room is
    shared."""
    (leaver,) = _users(work.db, user_queries.BY_ID, user_id)
    is_guest = leaver.role == "guest"
    lost = _users(work.db, user_queries.NO_LONGER_VISIBLE, user_id, room_id, is_guest)
    if not lost:
        return
    _record(work, {user.id for user in lost if user.role == "guest"}, hidden=[leaver])
    if is_guest:
        _record(work, {user_id}, hidden=lost)
    offices.next_users_rev(work)


def role_changed(work: Work, user_id: str) -> None:
    """Records whom USER_ID sees after they became a guest or stopped being one.

    `users_rev` was raised with the role.
    """
    (user,) = _users(work.db, user_queries.BY_ID, user_id)
    everyone = _users(work.db, user_queries.ALL)
    if user.role != "guest":
        _record(work, {user_id}, seen=everyone)
        return
    seen = _users(work.db, user_queries.VISIBLE_TO_GUEST, user_id)
    known = {one.id for one in seen}
    _record(work, {user_id}, seen=seen, hidden=[one for one in everyone if one.id not in known])


def _record(work: Work, of: Iterable[str], seen: Iterable[User] = (), hidden: Iterable[User] = ()) -> None:
    user_ids = tuple(sorted(of))
    if user_ids:
        work.record(VisibilityChanged(user_ids, tuple(seen), tuple(map(dimmed, hidden))))


def _users(db: Db, query: str, *values: object) -> list[User]:
    return [
        User(user_id, name, role, bool(active), inactive_as, bool(read_only), availability=availability)
        for user_id, name, role, active, inactive_as, read_only, availability in db.execute(query, values)
    ]
