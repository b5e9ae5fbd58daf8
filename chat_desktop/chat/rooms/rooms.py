"""Rooms: which there are for a person, making them, naming them."""

import hashlib
from collections.abc import Iterable, Sequence

from chat_desktop.chat.core import actors, ids, names, policy
from chat_desktop.chat.core.confusables import Looks
from chat_desktop.chat.core.events import RoomChanged
from chat_desktop.chat.core.records import Room, RoomDetails
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.rooms import memberships, room_views
from chat_desktop.chat.users import users
from chat_desktop.errors import Invalid, NameTaken, NotFound
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import rooms as room_queries

MOST_DIRECT = 50  # people in one direct conversation; more are a room


def list_own(reading: Reading, session_id: str) -> list[Room]:
    """Returns the rooms of the actor. Raises NotSignedIn."""
    return room_views.list_for_user(reading, actors.find(reading, session_id).user_id)


def list_open(reading: Reading, session_id: str) -> list[Room]:
    """Returns the open rooms that the actor may join. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    return [] if actor.role == "guest" else room_views.list_open_not_joined(reading, actor.user_id)


def create(work: Work, session_id: str, name: str, kind: str, user_ids: Sequence[str] = ()) -> Room:
    """Creates a room. Raises NotSignedIn, Forbidden, Invalid, NameTaken, NotFound, RateLimited."""
    actor = actors.find(work, session_id)
    policy.create_room(actor)
    if kind not in ("open", "closed"):
        raise Invalid("kind", "room_open_closed")
    name = names.room(name)
    check_free(work, kind, name)
    members = users.require_visible(work, actor, [actor.user_id, *user_ids])
    work.limits.take("room", actor.user_id, actor.role)
    row = _add(work, kind=kind, name=name, name_key=names.key(name), creator_id=actor.user_id)
    memberships.add_users(work, row, members)
    return room_views.room(work, row.id, actor.user_id)


def details(reading: Reading, session_id: str, room_id: str) -> RoomDetails:
    """Returns what only the details of a room show. Raises NotSignedIn, NotFound."""
    actor = actors.find(reading, session_id)
    row = reading.db.execute(room_queries.DETAILS, (actor.user_id, room_id)).fetchone()
    if row is None:
        raise NotFound
    return RoomDetails(*row)


def change(
    work: Work,
    session_id: str,
    room_id: str,
    name: str | None = None,
    topic: str | None = None,
    description: str | None = None,
    line: str | None = None,
) -> Room:
    """Changes the name, the topic, the description or the pinned line of a room; None stays as it is.

    Raises NotSignedIn, NotFound, Forbidden, Invalid, NameTaken, RateLimited.
    """
    actor = actors.find(work, session_id)
    row = memberships.find_room(work, actor, room_id)
    policy.change_room(actor, row.kind, row.home, renames=name is not None)  # type: ignore[arg-type]
    policy.change_in_room(row.archived_at is not None)
    if name is not None:
        name = names.room(name)
        check_free(work, row.kind, name, but=row.id)
        row.name, row.name_key = name, names.key(name)
    if description is not None:
        row.description = names.description(description)
    if line is not None:
        row.pinned_line = names.line(line) or None
    if topic is not None:
        row.topic = names.topic(topic)
    work.limits.take("room_change", actor.user_id, actor.role)
    return record_change(work, row, actor.user_id)


def get_or_create_direct(work: Work, session_id: str, user_ids: Sequence[str]) -> tuple[Room, bool]:
    """Returns the one conversation of these people, and whether it is new. Without others it is a room for own notes.

    Raises NotSignedIn, NotFound, Invalid, Forbidden, RateLimited.
    """
    actor = actors.find(work, session_id)
    members = users.require_visible(work, actor, [actor.user_id, *user_ids])
    if len(members) > MOST_DIRECT:
        raise Invalid("user_ids", "direct_conversation_most_people_make", {"n": MOST_DIRECT})
    key = direct_key(members)
    found = work.db.execute(room_queries.DIRECT, (key,)).fetchone()
    if found is not None:
        return room_views.room(work, found[0], actor.user_id), False
    policy.start_direct(actor, others=len(members) - 1)
    work.limits.take("direct", actor.user_id, actor.role)
    row = _add(work, kind="direct", direct_key=key, creator_id=actor.user_id)
    memberships.add_users(work, row, members)
    return room_views.room(work, row.id, actor.user_id), True


def notes_of(work: Work, user_id: str) -> str:
    """Returns the id of the room for a person's own notes, which the host makes for a reminder if there is none."""
    key = direct_key([user_id])
    found: tuple[str] | None = work.db.execute(room_queries.DIRECT, (key,)).fetchone()
    if found is not None:
        return found[0]
    row = _add(work, kind="direct", direct_key=key, creator_id=user_id)
    memberships.add_users(work, row, [user_id])
    return row.id


def record_change(work: Work, row: "models.Room", user_id: str) -> Room:
    """Records the event that a room has changed, and returns the room as this member sees it."""
    work.session.flush()
    everyone = room_views.room_for_all(work, row.id)
    work.record(RoomChanged(row.id, everyone))
    return everyone[user_id]


def check_free(work: Work, kind: str, name: str, but: str | None = None) -> None:
    """Checks the name of an open room. Raises NameTaken."""
    if kind != "open":
        return
    rows = work.session.execute(sql.select(models.Room.id, models.Room.name).where(models.Room.kind == "open"))
    if Looks((room_id, held or "") for room_id, held in rows).is_taken(name, but):
        raise NameTaken("theres_already_open_room_name", field="name")


def _add(work: Work, **columns: object) -> "models.Room":
    row = models.Room(id=ids.short_id(work.random), created_at=work.now, **columns)
    work.session.add(row)
    work.session.flush()
    return row


def direct_key(user_ids: Iterable[str]) -> str:
    """Returns the key of a direct conversation: the same people, the same key, however many they are."""
    return hashlib.sha256(" ".join(sorted(user_ids)).encode()).hexdigest()
