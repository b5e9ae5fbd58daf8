"""Front desks: made, changed and ended by the owner and admins; each person may leave one."""

from chat_desktop.chat.core import actors, audit_log, ids, names, policy, secrets
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.front_desk.commands import ChangeFrontDesk, MakeFrontDesk
from chat_desktop.chat.front_desk.records import Desk, ManagedDesk, OwnDesk
from chat_desktop.chat.users import sessions, users
from chat_desktop.chat.users.sessions import TOKEN_BYTES, Browser
from chat_desktop.chat.users.user_agents import WINDOW
from chat_desktop.errors import Forbidden, Invalid, NotFound
from chat_desktop.storage.orm import models, sql

LOCK_LEAST, LOCK_MOST = 30, 600  # seconds
MOST_DESKS = 50
GONE = "desk_gone"


def make(work: Work, session_id: str, wanted: MakeFrontDesk, browser: Browser) -> tuple[Desk, str]:
    """Makes the actor's browser a front desk, and ends the actor's session in it. Returns the desk and its token.

    Raises NotSignedIn, Forbidden, Invalid, NotFound.
    """
    actor = actors.find(work, session_id)
    policy.manage_front_desks(actor)
    if work.session.get_one(models.Session, session_id).agent == WINDOW:
        raise Forbidden("desk_own_window")
    if work.session.scalar(sql.select(sql.func.count()).where(models.FrontDesk.ended_at.is_(None))) >= MOST_DESKS:  # type: ignore[operator]
        raise Invalid("name", "desk_most", {"n": MOST_DESKS})
    token = ids.secret(work.random, TOKEN_BYTES)
    row = models.FrontDesk(
        id=ids.short_id(work.random),
        name=names.room(wanted.name),
        token_hash=secrets.digest(token),
        lock_seconds=_lock_seconds(wanted.lock_seconds),
        creator_id=actor.user_id,
        created_at=work.now,
        address=browser.address[:64],
        agent=browser.agent[:256],
    )
    work.session.add(row)
    work.session.flush()
    _set_people(work, row.id, wanted.user_ids)
    audit_log.record(work, actor.user_id, "front_desk_made", name=row.name)
    sessions.end(work, session_id, "locked")
    return _desk(row), token


def change(work: Work, session_id: str, desk_id: str, wanted: ChangeFrontDesk) -> None:
    """Changes what WANTED names. Whoever does not use the desk any more is signed out there.

    Raises NotSignedIn, Forbidden, NotFound, Invalid.
    """
    actor, row = _managed(work, session_id, desk_id)
    if wanted.name is not None:
        row.name = names.room(wanted.name)
    if wanted.lock_seconds is not None:
        row.lock_seconds = _lock_seconds(wanted.lock_seconds)
    if wanted.user_ids is not None:
        _set_people(work, row.id, wanted.user_ids)
        at_desk = (models.Session.desk_id == row.id) & models.Session.user_id.not_in(wanted.user_ids)
        sessions.end_where(work, at_desk, "locked")
    audit_log.record(work, actor.user_id, "front_desk_changed", name=row.name)


def end(work: Work, session_id: str, desk_id: str) -> None:
    """Ends a front desk, and every session there. Raises NotSignedIn, Forbidden, NotFound."""
    actor, row = _managed(work, session_id, desk_id)
    row.ended_at = work.now
    work.session.execute(sql.delete(models.FrontDeskPerson).where(models.FrontDeskPerson.desk_id == row.id))
    sessions.end_where(work, models.Session.desk_id == row.id, "locked")
    audit_log.record(work, actor.user_id, "front_desk_ended", name=row.name)


def leave(work: Work, session_id: str, desk_id: str) -> None:
    """Takes the actor from a front desk, and ends their session there. Raises NotSignedIn, NotFound."""
    actor, table = actors.find(work, session_id), models.FrontDeskPerson
    row = work.session.get(table, (desk_id, actor.user_id))
    if row is None:
        raise NotFound(GONE)
    work.session.delete(row)
    at_desk = (models.Session.desk_id == desk_id) & (models.Session.user_id == actor.user_id)
    sessions.end_where(work, at_desk, "locked")


def find(reading: Reading, token: str) -> Desk | None:
    """Returns the front desk of a token, or None."""
    table = models.FrontDesk
    query = sql.select(table).where(table.token_hash == secrets.digest(token), table.ended_at.is_(None))
    row = reading.session.scalar(query)
    return None if row is None else _desk(row)


def list_managed(reading: Reading, session_id: str) -> list[ManagedDesk]:
    """Returns all front desks, the oldest first. Raises NotSignedIn, Forbidden."""
    policy.manage_front_desks(actors.find(reading, session_id))
    table = models.FrontDesk
    rows = reading.session.scalars(
        sql.select(table).where(table.ended_at.is_(None)).order_by(table.created_at, table.id)
    )
    return [_managed_record(reading, row) for row in rows]


def list_own(reading: Reading, session_id: str) -> list[OwnDesk]:
    """Returns the front desks that the actor uses. Raises NotSignedIn."""
    actor, table = actors.find(reading, session_id), models.FrontDesk
    uses = sql.select(models.FrontDeskPerson.desk_id).where(models.FrontDeskPerson.user_id == actor.user_id)
    rows = reading.session.scalars(sql.select(table).where(table.id.in_(uses)).order_by(table.created_at, table.id))
    return [OwnDesk(row.id, row.name, _open_by(reading, row.id) == actor.user_id) for row in rows]


def _managed(work: Work, session_id: str, desk_id: str) -> "tuple[Actor, models.FrontDesk]":
    actor = actors.find(work, session_id)
    policy.manage_front_desks(actor)
    row = work.session.get(models.FrontDesk, desk_id)
    if row is None or row.ended_at is not None:
        raise NotFound(GONE)
    return actor, row


def _set_people(work: Work, desk_id: str, user_ids: list[str]) -> None:
    found = users.require_active(work, user_ids)
    if not found:
        raise Invalid("user_ids", "desk_choose_who")
    if "guest" in users.roles_of(work, found):
        raise Invalid("user_ids", "desk_guests")
    work.session.execute(sql.delete(models.FrontDeskPerson).where(models.FrontDeskPerson.desk_id == desk_id))
    work.session.add_all(models.FrontDeskPerson(desk_id=desk_id, user_id=user_id) for user_id in found)
    work.session.flush()


def _lock_seconds(seconds: int) -> int:
    if not LOCK_LEAST <= seconds <= LOCK_MOST:
        raise Invalid("lock_seconds", "desk_lock_time")
    return seconds


def _desk(row: "models.FrontDesk") -> Desk:
    return Desk(row.id, row.name, row.lock_seconds)


def _managed_record(reading: Reading, row: "models.FrontDesk") -> ManagedDesk:
    people = sql.select(models.FrontDeskPerson.user_id).where(models.FrontDeskPerson.desk_id == row.id)
    used_by, open_by = list(reading.session.scalars(people)), _open_by(reading, row.id)
    return ManagedDesk(row.id, row.name, row.lock_seconds, row.created_at, row.agent, row.address, used_by, open_by)


def _open_by(reading: Reading, desk_id: str) -> str | None:
    table = models.Session
    return reading.session.scalar(sql.select(table.user_id).where(table.desk_id == desk_id, table.ended_at.is_(None)))
