"""Sessions of signed-in browsers. The token, 256 random bits, is in the cookie; the database holds its SHA-256."""

import json
from dataclasses import dataclass

from chat_desktop.chat.core import actors, ids, policy, secrets
from chat_desktop.chat.core.events import SessionsEnded
from chat_desktop.chat.core.records import Identity, SignedIn, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.users import users
from chat_desktop.errors import NotFound, NotSignedIn, WrongCredentials
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import sessions as session_queries
from chat_desktop.storage.queries import users as user_queries

DAY_MS = 24 * 60 * 60 * 1000
IDLE_MS = 30 * DAY_MS  # a session unused for so long has ended
TOUCH_MS = DAY_MS // 2  # how stale `seen_at` may get: one write a session in half a day
TOKEN_BYTES = 32
MOVED_TOO_LATE = "moved_too_late"


@dataclass(frozen=True, slots=True)
class Browser:
    """The address and the User-Agent of a browser. They are shown to its person, and decide nothing."""

    address: str
    agent: str


def start(work: Work, user: User, browser: Browser, desk_id: str | None = None) -> SignedIn:
    """Creates a session for a person. DESK_ID is that of the front desk at which they are."""
    token = ids.secret(work.random, TOKEN_BYTES)
    session_id = ids.short_id(work.random)
    work.flush()  # the person may be new
    told = (browser.address[:64], browser.agent[:256])
    values = (session_id, secrets.digest(token), user.id, work.now, *told, desk_id)
    work.db.execute(session_queries.INSERT, values)
    return SignedIn(user, session_id, token)


def start_for(work: Work, user_id: str, password_hash: str | None, browser: Browser) -> SignedIn:
    """Creates a session. PASSWORD_HASH is the one that was verified, None for the host's own window and commands.

    Verifying takes a while. In the meantime the password may have been changed or the person removed, and a session
    with the old password must not start then. Raises WrongCredentials, RateLimited.
    """
    found = work.db.execute(user_queries.HASH_BY_ID, (user_id,)).fetchone()
    if found is None or password_hash not in (None, found[0]):
        raise WrongCredentials
    user = users.get(work, user_id)
    if not user.active:
        raise WrongCredentials
    if password_hash is not None:
        work.limits.take("session", user.id, user.role)
    return start(work, user, browser)


def relocate(work: Work, session_id: str, browser: Browser) -> SignedIn:
    """Replaces a session by a new one at another address of the office, where the old cookie is not sent.

    Raises RateLimited, Forbidden at a front desk, and WrongCredentials when the session has ended.
    """
    try:
        actor = actors.find(work, session_id)
    except NotSignedIn:
        raise WrongCredentials(MOVED_TOO_LATE) from None
    # The cookie of a front desk does not come along, so the new session could be neither locked nor opened there.
    policy.use_own_device(actor)
    work.limits.take("session", actor.user_id, actor.role)
    moved = start(work, users.get(work, actor.user_id), browser)
    _end(work, [session_id], "moved")
    return moved


def set_agent(work: Work, session_id: str, agent: str) -> User:
    """Sets the User-Agent of a session, and returns its person. Raises NotSignedIn."""
    actor = actors.find(work, session_id)
    work.db.execute(session_queries.SET_AGENT, (agent, session_id))
    return users.get(work, actor.user_id)


def find(reading: Reading, token: str) -> tuple[Identity, bool] | None:
    """Returns the identity of TOKEN and whether its `seen_at` is stale, or None for an unknown token."""
    row = reading.db.execute(session_queries.FIND_BY_HASH, (secrets.digest(token), reading.now - IDLE_MS)).fetchone()
    return None if row is None else (Identity(row[0], row[1]), row[2] < reading.now - TOUCH_MS)


find.is_short = True  # type: ignore[attr-defined]  # after a restart of the host everyone's session is looked up


def touch(work: Work, session_id: str) -> None:
    """Sets `seen_at` of a session to now."""
    work.db.execute(session_queries.TOUCH, (work.now, session_id))


def end(work: Work, session_id: str, reason: str = "signed_out") -> None:
    """Ends the session of the actor. Raises NotSignedIn."""
    actors.find(work, session_id)
    _end(work, [session_id], reason)


def end_replaced(work: Work, session_id: str) -> None:
    """Ends a session that another one has replaced in its browser. It may have ended already."""
    if work.db.execute(session_queries.IS_OPEN, (session_id,)).fetchone():
        _end(work, [session_id], "replaced")


def end_own(work: Work, session_id: str, which: str) -> None:
    """Ends one of the sessions of the actor, this one or another. Raises NotSignedIn, NotFound."""
    actor = actors.find(work, session_id)
    if work.db.execute(session_queries.IS_OPEN_OF, (which, actor.user_id)).fetchone() is None:
        raise NotFound("device_already_signed_out")
    _end(work, [which], "signed_out")


def end_all(work: Work, user_id: str, reason: str, but: str | None = None) -> None:
    """Ends all sessions of a person except BUT, and voids what would sign them in again: their PIN at front desks, and
    the links that would sign them in or that they have made."""
    void_links(work, user_id, "device", "recovery")
    work.session.execute(sql.delete(models.FrontDeskPin).where(models.FrontDeskPin.user_id == user_id))
    end_where(work, (models.Session.user_id == user_id) & (models.Session.id != (but or "")), reason)


def end_where(work: Work, condition: "sql.ColumnElement[bool]", reason: str) -> int:
    """Ends the sessions of which CONDITION holds, and returns their number."""
    found = list(
        work.session.scalars(sql.select(models.Session.id).where(condition, models.Session.ended_at.is_(None)))
    )
    return end_these(work, found, reason)


def end_these(work: Work, session_ids: list[str], reason: str) -> int:
    """Ends open sessions, and returns their number."""
    if session_ids:
        _end(work, session_ids, reason)
    return len(session_ids)


def void_links(work: Work, user_id: str, *kinds: str) -> None:
    """Voids links that sign a person in, or that they have made for others."""
    table = models.SignInLink
    theirs = sql.or_(table.user_id == user_id, table.creator_id == user_id)
    unused = sql.update(table).where(theirs, table.kind.in_(kinds), table.used_at.is_(None))
    work.session.execute(unused.values(used_at=work.now))


def _end(work: Work, session_ids: list[str], reason: str) -> None:
    work.flush()
    work.db.execute(session_queries.END, (work.now, json.dumps(session_ids)))
    work.record(SessionsEnded(tuple(session_ids), reason))
