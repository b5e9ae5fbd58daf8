"""Finds the room of this office into which a room of an export goes, or makes it.

A room with the same id is the same room, and so are open rooms of the same name, and direct conversations of the same
people. Whoever imports writes only into rooms that they can read, and into direct conversations.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from chat_desktop.chat.core import ids, names
from chat_desktop.chat.core.events import RoomChanged
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.importing.people import require_right
from chat_desktop.chat.importing.records import ImportedRoom
from chat_desktop.chat.office import languages
from chat_desktop.chat.rooms import memberships, room_views, rooms
from chat_desktop.errors import Invalid
from chat_desktop.languages.sentences import sentence
from chat_desktop.storage.orm import models, sql

Into = Literal["same", "name", "people", "new", "refused"]
ARCHIVED = "left.archived_rooms"
NOT_A_MEMBER = "left.rooms_without_you"
DELETED = "left.deleted_rooms"
UNNAMED = sentence("imported.room")
ADDED_AT_ONCE = 50


class Target(NamedTuple):
    """Where a room goes: `room_id` is None for a new one, and for one that is refused for a `reason`."""

    room_id: str | None
    into: Into
    name: str
    reason: str = ""


def find(reading: Reading, session_id: str, room: ImportedRoom, people: Mapping[str, str]) -> Target:
    """Returns where a room goes. PEOPLE are the ids here of those of the export. Raises NotSignedIn, Forbidden."""
    return _find(reading, require_right(reading, session_id), room, people)


def open_room(work: Work, session_id: str, room: ImportedRoom, people: Mapping[str, str]) -> Target:
    """As `find`, and makes the room where there is none. Raises NotSignedIn, Forbidden."""
    actor = require_right(work, session_id)
    target = _find(work, actor, room, people)
    return target if target.into != "new" else _make(work, actor, room, people, target.name)


def add_people(work: Work, session_id: str, room_id: str, user_ids: list[str]) -> None:
    """Adds people to a room that an import has made. Raises NotSignedIn, Forbidden."""
    require_right(work, session_id)
    row = work.session.get_one(models.Room, room_id)
    memberships.add_users(work, row, user_ids)


def tell(work: Work, session_id: str, room_id: str, is_archived: bool) -> None:
    """Tells the members of a room that it has changed, and archives it if it was archived where it comes from."""
    require_right(work, session_id)
    row = work.session.get_one(models.Room, room_id)
    if is_archived and not row.home and row.kind != "direct":
        row.archived_at = work.now
    work.session.flush()
    work.record(RoomChanged(room_id, room_views.room_for_all(work, room_id)))


def _find(reading: Reading, actor: Actor, room: ImportedRoom, people: Mapping[str, str]) -> Target:
    row = reading.session.get(models.Room, room.id)
    into: Into = "same"
    name = "" if room.kind == "direct" else shown_name(room, languages.of_office(reading))
    if row is None and room.kind == "direct":
        members = members_of(room, people)
        row = reading.session.scalar(sql.select(models.Room).where(models.Room.direct_key == rooms.direct_key(members)))
        into = "people"
    elif row is None and room.kind == "open":
        same = sql.select(models.Room).where(models.Room.kind == "open", models.Room.name_key == names.key(name))
        row = reading.session.scalar(same)
        into = "name"
    if row is None:
        return Target(None, "new", name)
    if row.deleted_at is not None:
        return Target(None, "refused", name, DELETED)
    if row.archived_at is not None:
        return Target(None, "refused", name, ARCHIVED)
    is_inside = reading.session.get(models.Membership, (actor.user_id, row.id)) is not None
    if row.kind == "closed" and not is_inside:
        return Target(None, "refused", name, NOT_A_MEMBER)
    return Target(row.id, into, row.name or name)


def shown_name(room: ImportedRoom, language: str) -> str:
    """Returns a name that a room may have here, in the office's LANGUAGE where it has none of its own."""
    shown = "".join(each for each in room.name or "" if each.isprintable() or each in names.JOINERS)
    try:
        return names.room(" ".join(shown.split())[: names.ROOM_MAX].strip())
    except Invalid:
        return UNNAMED.in_language(language)


def _make(work: Work, actor: Actor, room: ImportedRoom, people: Mapping[str, str], name: str) -> Target:
    members = members_of(room, people)
    shown = name or shown_name(room, languages.of_office(work))
    is_direct = room.kind == "direct" and len(members) <= rooms.MOST_DIRECT
    row = models.Room(
        id=room.id if work.session.get(models.Room, room.id) is None else ids.short_id(work.random),
        kind="direct" if is_direct else "closed" if room.kind == "direct" else room.kind,
        name=None if is_direct else shown,
        name_key=None if is_direct else names.key(shown),
        topic=_cleaned(names.topic, room.topic, names.TOPIC_MAX),
        description=_cleaned(names.description, room.description, names.DESCRIPTION_MAX),
        direct_key=rooms.direct_key(members) if is_direct else None,
        creator_id=actor.user_id if not is_direct else None,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    if not is_direct and (room.kind == "open" or not _has_active(work, members)):
        members = [*dict.fromkeys([actor.user_id, *members])]
    memberships.add_users(work, row, members[:ADDED_AT_ONCE])
    return Target(row.id, "new", name)


def members_of(room: ImportedRoom, people: Mapping[str, str]) -> list[str]:
    """Returns the ids here of the members of a room, each once."""
    return list(dict.fromkeys(people[each] for each in room.people if each in people))


def _has_active(reading: Reading, user_ids: list[str]) -> bool:
    query = sql.select(models.User.id).where(models.User.id.in_(user_ids[:900]), models.User.active).limit(1)
    return reading.session.scalar(query) is not None


def _cleaned(clean: Callable[[str], str], text: str, most: int) -> str:
    try:
        return clean(text[:most])
    except Invalid:
        return ""
