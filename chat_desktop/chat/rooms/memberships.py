"""Membership of rooms: joining, leaving, adding, removing, and what notifies a member."""

from collections.abc import Sequence

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.events import InvolvementChanged, MemberJoined, MemberLeft
from chat_desktop.chat.core.records import Actor, Involvement, Member, Room
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.rooms import asked_people, room_views
from chat_desktop.chat.users import users, visibility
from chat_desktop.errors import NotFound
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import memberships as membership_queries


def add_users(work: Work, room: "models.Room", user_ids: Sequence[str]) -> None:
    """Adds people to a room, without a check of permissions.

    They start with nothing unread and may read the whole history.
    """
    work.session.flush()
    inside = set(work.session.scalars(_ids_of(room.id)))
    newcomers = [user_id for user_id in user_ids if user_id not in inside]
    # A room may begin with a thousand people: others wait meanwhile.
    rows = [(user_id, room.id, room.last_seq, work.now) for user_id in newcomers]
    work.db.executemany(membership_queries.ADD, rows)
    room.member_count += len(newcomers)
    work.session.flush()
    visibility.members_added(work, room.id, newcomers)
    views = room_views.room_for_members(work, room.id, newcomers)
    for user_id in newcomers:
        work.record(MemberJoined(user_id, views[user_id]))


def join(work: Work, session_id: str, room_id: str) -> Room:
    """Joins an open room. Raises NotSignedIn, Forbidden, NotFound."""
    actor = actors.find(work, session_id)
    policy.join_room(actor)  # before any look-up: to a guest, other rooms do not exist
    row = work.session.get(models.Room, room_id)
    # It is looked up in any case, so that refusing a closed room takes as long as refusing an unknown one.
    mine = work.session.get(models.Membership, (actor.user_id, room_id))
    if row is None or (row.kind != "open" and mine is None):
        raise NotFound
    policy.change_in_room(row.archived_at is not None and mine is None)
    add_users(work, row, [actor.user_id])
    return room_views.room(work, room_id, actor.user_id)


def leave(work: Work, session_id: str, room_id: str) -> Room:
    """Leaves a room, and returns it as the actor last saw it. Raises NotSignedIn, NotFound, Forbidden."""
    actor = actors.find(work, session_id)
    row = find_room(work, actor, room_id)
    policy.leave_room(row.kind, row.home)  # type: ignore[arg-type]
    seen = room_views.room(work, room_id, actor.user_id)
    _take_out(work, row, actor.user_id)
    return seen


def add(work: Work, session_id: str, room_id: str, user_ids: Sequence[str]) -> list[Member]:
    """Adds people to a room for the actor. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    row = find_room(work, actor, room_id)
    policy.add_members(actor, row.kind)  # type: ignore[arg-type]
    policy.change_in_room(row.archived_at is not None)
    wanted = users.require_active(work, user_ids)
    policy.admit_into(row.home, users.roles_of(work, wanted))
    add_users(work, row, wanted)
    return _members(work, room_id)


def remove(work: Work, session_id: str, room_id: str, user_id: str) -> None:
    """Removes a person from a room for the actor. Raises NotSignedIn, NotFound, Forbidden."""
    actor = actors.find(work, session_id)
    row = find_room(work, actor, room_id)
    policy.remove_member(actor, row.kind, row.home, row.creator_id)  # type: ignore[arg-type]
    if work.session.get(models.Membership, (user_id, room_id)) is None:
        raise NotFound
    _take_out(work, row, user_id)


def leave_all(work: Work, user_id: str, *, but_closed: bool = False, but: Sequence[str] = ()) -> None:
    """Removes a person from every room except those in BUT, and except closed rooms with BUT_CLOSED.

    Direct conversations keep their members, so that the others still see with whom they talked.
    """
    rooms = sql.select(models.Room).join(models.Membership, models.Membership.room_id == models.Room.id)
    kinds = ["open"] if but_closed else ["open", "closed"]
    query = rooms.where(models.Membership.user_id == user_id, models.Room.kind.in_(kinds), models.Room.id.not_in(but))
    for row in work.session.scalars(query.order_by(models.Room.created_at, models.Room.id)).all():
        _take_out(work, row, user_id)


def remove_everyone(work: Work, room: "models.Room") -> None:
    """Removes all members of a room that is to be deleted."""
    inside = list(work.session.scalars(_ids_of(room.id)))
    for user_id in inside:
        asked_people.no_longer(work, user_id, room.id)
    if "guest" in users.roles_of(work, inside):
        for user_id in inside:
            _take_out(work, room, user_id)
        return
    work.session.execute(sql.delete(models.Membership).where(models.Membership.room_id == room.id))
    room.member_count = 0
    for user_id in inside:
        work.record(MemberLeft(room.id, user_id, 0))


def is_anywhere(reading: Reading, user_id: str) -> bool:
    """Returns whether the person is in a room that is not a direct conversation."""
    rooms = sql.select(models.Membership.room_id).join(models.Room, models.Room.id == models.Membership.room_id)
    query = rooms.where(models.Membership.user_id == user_id, models.Room.kind != "direct").limit(1)
    return reading.session.scalar(query) is not None


def list_members(reading: Reading, session_id: str, room_id: str) -> list[Member]:
    """Returns the members of a room. Raises NotSignedIn, NotFound."""
    check(reading, actors.find(reading, session_id).user_id, room_id)
    return _members(reading, room_id)


def set_involvement(work: Work, session_id: str, room_id: str, involvement: Involvement) -> Room:
    """Sets which messages of the room notify the actor. Raises NotSignedIn, NotFound."""
    actor = actors.find(work, session_id)
    check(work, actor.user_id, room_id)
    work.db.execute(membership_queries.SET_INVOLVEMENT, (involvement, actor.user_id, room_id))
    work.record(InvolvementChanged(room_id, actor.user_id, involvement))
    return room_views.room(work, room_id, actor.user_id)


def check(reading: Reading, user_id: str, room_id: str) -> None:
    """Raises NotFound unless the person is in the room, whether or not the room exists."""
    if reading.db.execute(membership_queries.IS_MEMBER, (user_id, room_id)).fetchone() is None:
        raise NotFound


def find_room(reading: Reading, actor: Actor, room_id: str) -> "models.Room":
    """Returns a room of the actor. Raises NotFound, whether or not the room exists."""
    query = (
        sql.select(models.Room)
        .join(models.Membership, models.Membership.room_id == models.Room.id)
        .where(models.Room.id == room_id, models.Membership.user_id == actor.user_id)
    )
    row = reading.session.scalar(query)
    if row is None:
        raise NotFound
    return row


def _take_out(work: Work, room: "models.Room", user_id: str) -> None:
    work.session.delete(work.session.get_one(models.Membership, (user_id, room.id)))
    room.member_count -= 1
    work.session.flush()
    asked_people.no_longer(work, user_id, room.id)
    work.record(MemberLeft(room.id, user_id, room.member_count))
    visibility.member_removed(work, room.id, user_id)


def _members(reading: Reading, room_id: str) -> list[Member]:
    return [Member(*row) for row in reading.db.execute(membership_queries.MEMBERS, (room_id,))]


def _ids_of(room_id: str) -> "sql.Select[str]":
    return sql.select(models.Membership.user_id).where(models.Membership.room_id == room_id)
