"""Deactivates, removes, bans and reactivates people.

It acts on accounts and sessions, never on IP addresses: an office may share one, and a phone changes its own.
"""

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.records import InactiveAs, User
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.joining import invites, join_methods
from chat_desktop.chat.rooms import asked_people, memberships
from chat_desktop.chat.users import sessions, users
from chat_desktop.errors import Invalid
from chat_desktop.storage.orm import models, sql

# Each state may follow those before it.
SEVERITY: tuple[InactiveAs | None, ...] = (None, "imported", "deactivated", "removed", "banned")


def deactivate(work: Work, session_id: str, user_id: str) -> User:
    """Makes a person inactive; they keep their rooms. Raises NotSignedIn, Forbidden, NotFound, Invalid."""
    return _make_inactive(work, session_id, user_id, "deactivated")


def remove(work: Work, session_id: str, user_id: str) -> User:
    """Makes a person inactive and removes them from every room. Messages and the name stay. Raises as `deactivate`."""
    return _make_inactive(work, session_id, user_id, "removed")


def ban(work: Work, session_id: str, user_id: str) -> User:
    """Removes a person, and replaces or revokes every code that they know. Raises as `deactivate`."""
    actor, row = users.find_subject(work, session_id, user_id)
    if row.inactive_as == "banned":
        return users.record(row)
    user = _make_inactive(work, session_id, user_id, "banned")
    join_methods.renew_link(work, actor.user_id)
    join_methods.renew_pin(work, actor.user_id)
    invites.revoke_all_of(work, actor.user_id, user_id)
    return user


def reactivate(work: Work, session_id: str, user_id: str) -> User:
    """Makes a person active again.

    After a removal they are in the first room, as a guest in no room. Raises NotSignedIn, Forbidden, NotFound.
    """
    actor, row = users.find_subject(work, session_id, user_id)
    if row.active:
        return users.record(row)
    audit_log.record(work, actor.user_id, "reactivated", row.id, **{"from": row.inactive_as})
    row.active, row.inactive_as = True, None
    user = users.record_change(work, row)
    if row.role != "guest":
        memberships.add_users(
            work, work.session.scalars(sql.select(models.Room).where(models.Room.home)).one(), [row.id]
        )
    return user


def sign_out_everywhere(work: Work, session_id: str, user_id: str) -> None:
    """Ends all sessions of a person. Raises NotSignedIn, Forbidden, NotFound."""
    actor, row = users.find_subject(work, session_id, user_id)
    sessions.end_all(work, row.id, "signed_out")
    audit_log.record(work, actor.user_id, "signed_out_everywhere", row.id)


def _make_inactive(work: Work, session_id: str, user_id: str, how: InactiveAs) -> User:
    actor, row = users.find_subject(work, session_id, user_id)
    if row.inactive_as == how:
        return users.record(row)
    if SEVERITY.index(row.inactive_as) > SEVERITY.index(how):
        raise Invalid("user_id", "person_gone")
    row.active, row.inactive_as = False, how
    work.session.flush()
    sessions.end_all(work, row.id, how)
    asked_people.no_longer(work, row.id)
    asked_people.sender_gone(work, row.id)
    if how != "deactivated":
        memberships.leave_all(work, row.id)
    audit_log.record(work, actor.user_id, how, row.id)
    return users.record_change(work, row)
