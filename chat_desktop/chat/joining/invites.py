"""Invite links beside the link of the office: they have a role and rooms, may expire, and can be revoked or renewed.

A link gives what its creator could give at this moment. It stops working when the creator leaves the office or is no
longer the owner or an admin, and it gives no closed room that the creator has left.
"""

from collections.abc import Iterable, Sequence

from chat_desktop.chat.core import actors, audit_log, ids, names, policy, secrets
from chat_desktop.chat.core.records import Actor, Invite, Offer
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import BadCode, Invalid, NotFound
from chat_desktop.storage.orm import models, sql

MOST = 100  # links that are active at a time
MOST_ROOMS = 50
SHORTEST_SECONDS, LONGEST_SECONDS = 60, 366 * 24 * 60 * 60


def list_active(reading: Reading, session_id: str) -> list[Invite]:
    """Returns the links that are not revoked, the newest first.

    A link to a closed room is only shown to its members, because it would give access to any other admin. Raises
    NotSignedIn, Forbidden.
    """
    actor = actors.find(reading, session_id)
    policy.change_join_methods(actor)
    rows = reading.session.scalars(
        sql.select(models.Invite)
        .where(models.Invite.revoked_at.is_(None))
        .order_by(models.Invite.created_at.desc(), models.Invite.id)
    )
    return [found for found in (_record(reading, row) for row in rows) if _may_see(reading, actor, found)]


def create(
    work: Work,
    session_id: str,
    label: str,
    role: str,
    read_only: bool,
    room_ids: Sequence[str],
    expires_in: int | None,
) -> Invite:
    """Creates a link.

    EXPIRES_IN is in seconds, None for a link that does not expire. Raises NotSignedIn, Forbidden, NotFound, Invalid,
    RateLimited.
    """
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    rooms = require_givable_rooms(work, actor.user_id, role, room_ids)
    if len(list_active(work, session_id)) >= MOST:
        raise Invalid("label", "links_already_turn_off_one", {"n": MOST})
    work.limits.take("link", actor.user_id, actor.role)
    row = models.Invite(
        id=ids.short_id(work.random),
        code=ids.secret(work.random),
        label=names.label(label),
        role=role,
        read_only=read_only,
        creator_id=actor.user_id,
        created_at=work.now,
        expires_at=_expiry(work, expires_in),
        revoked_at=None,
        joined=0,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(models.InviteRoom(invite_id=row.id, room_id=room.id) for room in rooms)
    audit_log.record(work, actor.user_id, "invite_made", None, **_audit_details(row))
    work.session.flush()
    return _record(work, row)


def renew(work: Work, session_id: str, invite_id: str, expires_in: int | None) -> Invite:
    """Replaces the code of a link; the code before stops working.

    Raises NotSignedIn, Forbidden, NotFound, Invalid, RateLimited.
    """
    actor, row = _find(work, session_id, invite_id)
    work.limits.take("link", actor.user_id, actor.role)
    row.code, row.expires_at = ids.secret(work.random), _expiry(work, expires_in)
    audit_log.record(work, actor.user_id, "link_renewed", None, **_audit_details(row))
    return _record(work, row)


def revoke(work: Work, session_id: str, invite_id: str) -> None:
    """Revokes a link. Raises NotSignedIn, Forbidden, NotFound."""
    actor, row = _find(work, session_id, invite_id)
    _revoke(work, actor.user_id, row)


def revoke_all_of(work: Work, actor_id: str | None, user_id: str) -> None:
    """Revokes the links that a person has created, and the one by which they joined, for a ban."""
    used = sql.select(models.User.invite_id).where(models.User.id == user_id, models.User.invite_id.is_not(None))
    theirs = sql.or_(models.Invite.creator_id == user_id, models.Invite.id.in_(used))
    for row in work.session.scalars(sql.select(models.Invite).where(models.Invite.revoked_at.is_(None), theirs)):
        _revoke(work, actor_id, row)


def find_offer(reading: Reading, code: str) -> Offer | None:
    """Returns what CODE gives, or None for an unknown code.

    Raises BadCode, with a `reason`, when the link stopped working.
    """
    # It is found by an index and then compared: the time of the look-up reveals nothing of 128 random bits.
    row = reading.session.scalar(sql.select(models.Invite).where(models.Invite.code == _storable(code)))
    if row is None or not secrets.same(code, row.code):
        return None
    if row.expires_at is not None and row.expires_at <= reading.now:
        raise BadCode("link_expired_ask_person_who", reason="expired")
    maker = reading.session.get_one(models.User, row.creator_id)
    rooms = _givable(reading, maker.id, _room_ids(reading, row.id))
    if row.revoked_at is not None or not maker.active or maker.role not in policy.ADMIN_ROLES or _is_empty(row, rooms):
        raise BadCode("link_turned_off_ask_person", reason="revoked")
    ids_, titles = tuple(room.id for room in rooms), tuple(room.name or "" for room in rooms)
    return Offer(row.role, row.read_only, ids_, titles, row.expires_at, row.id)  # type: ignore[arg-type]


def count_use(work: Work, invite_id: str) -> None:
    """Counts one person who has joined with the link."""
    work.session.get_one(models.Invite, invite_id).joined += 1


def require_givable_rooms(reading: Reading, giver_id: str, role: str, room_ids: Sequence[str]) -> "list[models.Room]":
    """Returns the rooms in which GIVER may put a person with this role.

    Raises NotFound for a room that they cannot see, and Invalid.
    """
    wanted = list(dict.fromkeys(room_ids))
    if len(wanted) > MOST_ROOMS:
        raise Invalid("room_ids", "choose_most_rooms", {"n": MOST_ROOMS})
    rooms = _givable(reading, giver_id, wanted)
    if len(rooms) < len(wanted):
        raise NotFound("one_these_rooms_doesnt_exist")
    if role == "guest" and any(room.home for room in rooms):
        raise Invalid("room_ids", "guests_cant_main_room_choose_another")
    if role == "guest" and not rooms:
        raise Invalid("room_ids", "guest_needs_least_one_room")
    return [room for room in rooms if not room.home]


def _givable(reading: Reading, giver_id: str, room_ids: Iterable[str]) -> "list[models.Room]":
    """Returns the open rooms, and the closed rooms in which the giver is: nobody gives access that they do not have."""
    inside = sql.select(models.Membership.room_id).where(models.Membership.user_id == giver_id)
    allowed = sql.or_(models.Room.kind == "open", (models.Room.kind == "closed") & models.Room.id.in_(inside))
    query = sql.select(models.Room).where(models.Room.id.in_(list(room_ids)), allowed)
    return list(reading.session.scalars(query.order_by(models.Room.created_at, models.Room.id)))


def _find(work: Work, session_id: str, invite_id: str) -> "tuple[Actor, models.Invite]":
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    row = work.session.get(models.Invite, invite_id)
    if row is None or row.revoked_at is not None or not _may_see(work, actor, _record(work, row)):
        raise NotFound
    return actor, row


def _may_see(reading: Reading, actor: Actor, invite: Invite) -> bool:
    return len(_givable(reading, actor.user_id, invite.room_ids)) == len(invite.room_ids)


def _revoke(work: Work, actor_id: str | None, row: "models.Invite") -> None:
    row.revoked_at = work.now
    audit_log.record(work, actor_id, "invite_revoked", None, **_audit_details(row))


def _is_empty(row: "models.Invite", rooms: "list[models.Room]") -> bool:
    return row.role == "guest" and not rooms


def _expiry(work: Work, expires_in: int | None) -> int | None:
    if expires_in is None:
        return None
    if not SHORTEST_SECONDS <= expires_in <= LONGEST_SECONDS:
        raise Invalid("expires_in", "link_lasts_least_minute_most")
    return work.now + expires_in * 1000


def _audit_details(row: "models.Invite") -> dict[str, object]:
    """Returns what the audit log holds: never the code, nor closed rooms, in which the owner may not be."""
    return {"label": row.label, "role": row.role, "read_only": row.read_only}


def _record(reading: Reading, row: "models.Invite") -> Invite:
    return Invite(
        row.id,
        row.code,
        row.label,
        row.role,  # type: ignore[arg-type]
        row.read_only,
        tuple(_room_ids(reading, row.id)),
        row.created_at,
        row.expires_at,
        row.joined,
    )


def _room_ids(reading: Reading, invite_id: str) -> list[str]:
    query = sql.select(models.InviteRoom.room_id).where(models.InviteRoom.invite_id == invite_id)
    return list(reading.session.scalars(query.order_by(models.InviteRoom.room_id)))


def _storable(code: str) -> str:
    """SQLite takes no lone surrogates; nor is any code made of them."""
    return code.encode("utf-8", "replace").decode()
