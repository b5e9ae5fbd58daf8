"""Who may export: the owner the office and their rooms, others their rooms if the owner allows it."""

from typing import Any, NamedTuple

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.records import Actor, Member, Office, Page, Room, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import history
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import memberships, room_views
from chat_desktop.chat.users import visible_people
from chat_desktop.errors import NotFound
from chat_desktop.storage.queries.exchange import exporting as queries


class Rights(NamedTuple):
    """Whether the actor may export rooms, whether the owner lets everybody, and whether the actor is the owner."""

    rooms: bool
    members: bool
    is_owner: bool


def rights(reading: Reading, session_id: str) -> Rights:
    """Returns what the actor may export beside their own data. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    members = members_may(reading)
    is_owner = actor.role == "owner"
    return Rights(is_owner or (members and actor.role != "guest"), members, is_owner)


def allow_members(work: Work, session_id: str, allowed: bool) -> None:
    """Lets members export their rooms, or no longer. Raises NotSignedIn, Forbidden."""
    actor = actors.find(work, session_id)
    policy.exchange(actor)
    if allowed != members_may(work):
        work.db.execute(queries.SET_MEMBERS_MAY, (int(allowed),))
        audit_log.record(work, actor.user_id, "exports_allowed", to=allowed)


def begin(work: Work, session_id: str, room_ids: list[str] | None, form: str) -> list[Room]:
    """Returns the rooms of an export, and notes it in the activity log. None: all but direct conversations.

    Raises NotSignedIn, Forbidden, NotFound.
    """
    actor = require_right(work, session_id)
    mine = {room.id: room for room in room_views.list_for_user(work, actor.user_id)}
    if room_ids is None:
        found = [room for room in mine.values() if room.kind != "direct"]
    elif not all(room_id in mine for room_id in room_ids):
        raise NotFound
    else:
        found = [mine[room_id] for room_id in dict.fromkeys(room_ids)]
    detail: dict[str, Any] = {"rooms": len(found), "form": form}
    if len(found) == 1 and found[0].kind == "open":
        detail["room"] = found[0].name
    audit_log.record(work, actor.user_id, "exported", **detail)
    return found


def people(reading: Reading, session_id: str) -> list[User]:
    """Returns the people whom the actor sees. Raises NotSignedIn, Forbidden."""
    return visible_people.people_for(reading, require_right(reading, session_id))


def members(reading: Reading, session_id: str, room_id: str) -> list[Member]:
    """Returns the members of a room of the actor. Raises NotSignedIn, Forbidden, NotFound."""
    require_right(reading, session_id)
    return memberships.list_members(reading, session_id, room_id)


def page(reading: Reading, session_id: str, room_id: str, after: int) -> Page:
    """Returns the next messages of a room of the actor. Raises NotSignedIn, Forbidden, NotFound."""
    require_right(reading, session_id)
    return history.page(reading, session_id, room_id, after=after, limit=history.PAGE_MAX)


def check(reading: Reading, session_id: str, room_ids: list[str] | None) -> None:
    """Raises NotSignedIn, Forbidden, or NotFound for a room that the actor is not in."""
    actor = require_right(reading, session_id)
    for room_id in room_ids or ():
        memberships.check(reading, actor.user_id, room_id)


def check_download(reading: Reading, session_id: str, what: str) -> None:
    """Raises NotSignedIn, or Forbidden when the actor may not export rooms any more."""
    if what == "mine":
        actors.find(reading, session_id)
    else:
        require_right(reading, session_id)


def office(reading: Reading, session_id: str) -> Office:
    """Returns the office. Raises NotSignedIn."""
    actors.find(reading, session_id)
    return offices.get(reading)


def require_right(reading: Reading, session_id: str) -> Actor:
    """Returns the actor. Raises NotSignedIn, Forbidden."""
    actor = actors.find(reading, session_id)
    policy.export_rooms(actor, members_may(reading))
    return actor


def members_may(reading: Reading) -> bool:
    """Returns whether members may export their rooms."""
    return bool(reading.db.execute(queries.MEMBERS_MAY, ()).fetchone()[0])
