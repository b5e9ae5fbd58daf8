"""Signed-in browsers. The token is 256 random bits in the browser's cookie; the database holds its SHA-256."""

from dataclasses import dataclass

from sqlalchemy import or_, select, update

from chat_desktop.chat.core import actors, ids, secrets
from chat_desktop.chat.core.events import SessionsEnded
from chat_desktop.chat.core.records import Identity, SignedIn, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.users import users
from chat_desktop.errors import NotFound, NotSignedIn, WrongCredentials
from chat_desktop.storage import models
from chat_desktop.storage.queries import sessions as session_queries

DAY_MS = 24 * 60 * 60 * 1000
IDLE_MS = 30 * DAY_MS  # a session unused for so long has ended
TOUCH_MS = DAY_MS // 2  # how stale `seen_at` may get: one write a session in half a day
TOKEN_BYTES = 32
MOVED_TOO_LATE = "The office's address changed while this browser was away. Sign in with your name and password."


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a session is: shown to its owner, never used to decide anything."""

    address: str
    agent: str


def start(work: Work, user: User, browser: Browser) -> SignedIn:
    token = ids.secret(work.random, TOKEN_BYTES)
    session_id = ids.short_id(work.random)
    work.session.add(
        models.Session(
            id=session_id,
            token_hash=secrets.digest(token),
            user_id=user.id,
            created_at=work.now,
            seen_at=work.now,
            address=browser.address[:64],
            agent=browser.agent[:256],
        )
    )
    work.session.flush()
    return SignedIn(user, session_id, token)


def start_for(work: Work, user_id: str, password_hash: str | None, browser: Browser) -> SignedIn:
    """PASSWORD_HASH is the one that was proved, None for the host's window. Raises WrongCredentials.

    Proving takes a while, and meanwhile the password may have changed or the person been removed: whoever changes a
    password because it got out must not find a session that began with the old one.
    """
    row = work.session.get(models.User, user_id)
    if row is None or not row.active or password_hash not in (None, row.password_hash):
        raise WrongCredentials
    if password_hash is not None:
        work.limits.take("session", row.id, row.role)
    return start(work, users.record(row), browser)


def relocate(work: Work, session_id: str, browser: Browser) -> SignedIn:
    """A session at another address of ours in place of this one, whose cookie does not count there. Raises
    WrongCredentials when it has ended meanwhile, or its person may not come in any more."""
    try:
        actor = actors.find(work, session_id)
    except NotSignedIn:
        raise WrongCredentials(MOVED_TOO_LATE) from None
    work.limits.take("session", actor.user_id, actor.role)
    moved = start(work, users.record(work.session.get_one(models.User, actor.user_id)), browser)
    _end(work, [session_id], "moved")
    return moved


def set_agent(work: Work, session_id: str, agent: str) -> User:
    """The session goes on, as AGENT from now on."""
    actor = actors.find(work, session_id)
    work.session.execute(update(models.Session).where(models.Session.id == session_id).values(agent=agent))
    return users.record(work.session.get_one(models.User, actor.user_id))


def find(reading: Reading, token: str) -> tuple[Identity, bool] | None:
    """Who TOKEN is, and whether its `seen_at` has got stale; None when it is nobody's."""
    row = reading.db.execute(session_queries.FIND_BY_HASH, (secrets.digest(token), reading.now - IDLE_MS)).fetchone()
    return None if row is None else (Identity(row[0], row[1]), row[2] < reading.now - TOUCH_MS)


def touch(work: Work, session_id: str) -> None:
    work.session.execute(update(models.Session).where(models.Session.id == session_id).values(seen_at=work.now))


def end(work: Work, session_id: str, reason: str = "signed_out") -> None:
    actors.find(work, session_id)
    _end(work, [session_id], reason)


def end_replaced(work: Work, session_id: str) -> None:
    """Another session has taken its place in its browser. It may have ended in the meantime."""
    row = work.session.get(models.Session, session_id)
    if row is not None and row.ended_at is None:
        _end(work, [session_id], "replaced")


def end_own(work: Work, session_id: str, which: str) -> None:
    """One of the actor's own sessions, this or another. Raises NotFound."""
    actor = actors.find(work, session_id)
    row = work.session.get(models.Session, which)
    if row is None or row.user_id != actor.user_id or row.ended_at is not None:
        raise NotFound("This device is already signed out.")
    _end(work, [which], "signed_out")


def end_all(work: Work, user_id: str, reason: str) -> None:
    """Wherever a person is signed in, and what would sign them in again or was made by whoever was them."""
    void_links(work, user_id, "device", "recovery")
    query = select(models.Session.id).where(models.Session.user_id == user_id, models.Session.ended_at.is_(None))
    _end(work, list(work.session.scalars(query)), reason)


def void_links(work: Work, user_id: str, *kinds: str) -> None:
    """Links that sign a person in, or that they have made for others, work no more."""
    table = models.SignInLink
    theirs = or_(table.user_id == user_id, table.creator_id == user_id)
    unused = update(table).where(theirs, table.kind.in_(kinds), table.used_at.is_(None))
    work.session.execute(unused.values(used_at=work.now))


def _end(work: Work, session_ids: list[str], reason: str) -> None:
    work.session.execute(update(models.Session).where(models.Session.id.in_(session_ids)).values(ended_at=work.now))
    work.record(SessionsEnded(tuple(session_ids), reason))
