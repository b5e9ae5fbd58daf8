"""Removes rows that nothing reads any more: sessions, sign-in links and invites that were over long ago.

People, messages and the audit log stay, and so does an invite by which somebody came.
"""

from typing import Any

from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.users.sessions import DAY_MS
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import sessions as session_queries

KEPT_MS = 30 * DAY_MS  # for so long a link that is over still says why
FORGOTTEN_MS = 400 * DAY_MS  # a browser keeps no cookie for longer, so a session unused for so long cannot come back
BATCH = 500  # rows of a kind in one transaction: other commands come in between


def due(reading: Reading) -> int:
    """At the end of a day in UTC, so that one run a day is enough."""
    oldest = reading.db.execute(session_queries.OLDEST).fetchone()
    kept = (KEPT_MS, FORGOTTEN_MS, KEPT_MS, KEPT_MS)
    moments = [moment + ms for moment, ms in zip(oldest, kept, strict=True) if moment is not None]
    # What ends after this is removed later than that.
    return _end_of_day(min([*moments, reading.now + KEPT_MS]))


def run(work: Work) -> int:
    """How many rows were removed."""
    return _remove_links(work) + _remove_sessions(work) + _remove_invites(work)


def _remove_links(work: Work) -> int:
    return _remove(work, models.SignInLink, _some(work, models.SignInLink, _over(work, models.SignInLink.expires_at)))


def _remove_sessions(work: Work) -> int:
    table = models.Session
    unused = sql.and_(table.ended_at.is_(None), table.seen_at <= work.now - FORGOTTEN_MS)
    found = _some(work, table, sql.or_(_over(work, table.ended_at), unused))
    links = models.SignInLink
    work.session.execute(sql.delete(links).where(links.session_id.in_(found)))  # they are void without their session
    return _remove(work, table, found)


def _remove_invites(work: Work) -> int:
    found = _some(work, models.Invite, sql.and_(_over(work, models.Invite.revoked_at), _nobody_came_by()))
    work.session.execute(sql.delete(models.InviteRoom).where(models.InviteRoom.invite_id.in_(found)))
    return _remove(work, models.Invite, found)


def _over(work: Work, ended: Any) -> "sql.ColumnElement[bool]":
    return sql.and_(ended.is_not(None), ended <= work.now - KEPT_MS)


def _nobody_came_by() -> "sql.ColumnElement[bool]":
    return ~sql.exists().where(models.User.invite_id == models.Invite.id)


def _some(work: Work, table: Any, condition: "sql.ColumnElement[bool]") -> list[str]:
    return list(work.session.scalars(sql.select(table.id).where(condition).limit(BATCH)))


def _remove(work: Work, table: Any, ids: list[str]) -> int:
    if ids:
        work.session.execute(sql.delete(table).where(table.id.in_(ids)))
    return len(ids)


def _end_of_day(moment: int) -> int:
    return -(-moment // DAY_MS) * DAY_MS
