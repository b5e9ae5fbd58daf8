"""Roles: who gets which, what follows for rooms, and how the office is handed over."""

from collections.abc import Sequence

from chat_desktop.chat.core import audit_log, policy
from chat_desktop.chat.core.records import Actor, Role, User
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.joining import invites
from chat_desktop.chat.rooms import memberships
from chat_desktop.chat.users import sessions, users, visibility
from chat_desktop.errors import Invalid
from chat_desktop.storage.orm import models, sql


def change(
    work: Work,
    session_id: str,
    user_id: str,
    role: Role | None = None,
    read_only: bool | None = None,
    room_ids: Sequence[str] | None = None,
) -> User:
    """Changes the role, read-only and the rooms of a person; None stays as it is.

    ROOM_IDS are the rooms of a guest, besides closed rooms in which they are already. With the role owner the office is
    handed over, and the former owner becomes an admin. Raises NotSignedIn, Forbidden, NotFound, Invalid.
    """
    actor, row = users.find_subject(work, session_id, user_id)
    if not row.active:
        raise Invalid("user_id", "person_not_active")
    before: Role = row.role  # type: ignore[assignment]
    after = role or before
    if after != before:
        policy.give_role(actor, after)
    muted = _read_only(row, after, read_only)
    _choose_rooms(work, actor, row, after, room_ids)
    _record(work, actor, row, after, muted)
    row.role, row.read_only = after, muted
    user = users.record_change(work, row)
    if after != before:
        _apply_role(work, actor, before, user)
    return user


def _read_only(row: "models.User", after: Role, asked: bool | None) -> bool:
    if asked:
        policy.be_read_only(after)
    if asked is not None:
        return asked
    return row.read_only and (after == "guest" or row.role == after == "member")


def _choose_rooms(work: Work, actor: Actor, row: "models.User", after: Role, room_ids: Sequence[str] | None) -> None:
    """Sets the rooms of a guest, before the role changes, so that no event repeats what somebody sees anyway."""
    if after != "guest":
        if room_ids is not None:
            raise Invalid("room_ids", "can_only_choose_rooms_guest")
        return
    rooms = invites.require_givable_rooms(work, actor.user_id, "guest", room_ids) if room_ids else []
    if row.role != "guest":
        # They stay in closed rooms, whose members have added them and which the admins may not know.
        memberships.leave_all(work, row.id, but_closed=True, but=[room.id for room in rooms])
    for room in rooms:
        memberships.add_users(work, room, [row.id])
    if not memberships.is_anywhere(work, row.id):
        raise Invalid("room_ids", "guest_needs_least_one_room")


def _record(work: Work, actor: Actor, row: "models.User", after: Role, muted: bool) -> None:
    if row.role != after:
        audit_log.record(work, actor.user_id, "role_changed", row.id, **{"from": row.role, "to": after})
    if row.read_only != muted:
        audit_log.record(work, actor.user_id, "read_only_changed", row.id, to=muted)


def _apply_role(work: Work, actor: Actor, before: Role, user: User) -> None:
    """Applies what follows from a new role."""
    # A recovery link that was made for the old role might give more with the new one.
    sessions.void_links(work, user.id, "recovery")
    if user.role == "owner":
        _demote_former_owner(work, actor)
    if "guest" in (before, user.role):
        visibility.role_changed(work, user.id)
    if before == "guest":
        memberships.add_users(
            work, work.session.scalars(sql.select(models.Room).where(models.Room.home)).one(), [user.id]
        )


def _demote_former_owner(work: Work, actor: Actor) -> None:
    former = work.session.get_one(models.User, actor.user_id)
    former.role = "admin"
    audit_log.record(work, actor.user_id, "role_changed", actor.user_id, **{"from": "owner", "to": "admin"})
    users.record_change(work, former)
