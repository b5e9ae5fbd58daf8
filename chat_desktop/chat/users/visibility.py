"""Records who sees whom from now on (`visible_people`), after something has changed it.

The sockets follow these rules by VisibilityChanged, in the order of commits: see realtime/guest_visibility.py.
"""

from collections.abc import Iterable, Sequence

from chat_desktop.chat.core.events import VisibilityChanged
from chat_desktop.chat.core.records import User
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.office import offices
from chat_desktop.chat.users.visible_people import dimmed, users_of
from chat_desktop.storage.queries import users as user_queries


def members_added(work: Work, room_id: str, newcomers: Sequence[str]) -> None:
    """Records who sees whom after NEWCOMERS were added to the room."""
    guests = {user.id for user in users_of(work.db, user_queries.GUESTS_IN_ROOM, room_id)}
    if not guests:
        return
    inside = {user.id: user for user in users_of(work.db, user_queries.IN_ROOM, room_id)}
    _record(work, guests - set(newcomers), seen=[inside[user_id] for user_id in newcomers])
    _record(work, guests & set(newcomers), seen=inside.values())
    offices.next_users_rev(work)


def member_removed(work: Work, room_id: str, user_id: str) -> None:
    """Records who no longer sees whom after USER_ID has left the room: where one is a guest and no other room is
    shared."""
    (leaver,) = users_of(work.db, user_queries.BY_ID, user_id)
    is_guest = leaver.role == "guest"
    lost = users_of(work.db, user_queries.NO_LONGER_VISIBLE, user_id, room_id, is_guest)
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
    (user,) = users_of(work.db, user_queries.BY_ID, user_id)
    everyone = users_of(work.db, user_queries.ALL)
    if user.role != "guest":
        _record(work, {user_id}, seen=everyone)
        return
    seen = users_of(work.db, user_queries.VISIBLE_TO_GUEST, user_id)
    known = {one.id for one in seen}
    _record(work, {user_id}, seen=seen, hidden=[one for one in everyone if one.id not in known])


def _record(work: Work, of: Iterable[str], seen: Iterable[User] = (), hidden: Iterable[User] = ()) -> None:
    user_ids = tuple(sorted(of))
    if user_ids:
        work.record(VisibilityChanged(user_ids, tuple(seen), tuple(map(dimmed, hidden))))
