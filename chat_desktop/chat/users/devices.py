"""A person's browsers, and the links that sign in another one: for a second device, or for a lost password."""

from typing import Literal

from msgspec import structs

from chat_desktop.chat.core import actors, audit_log, ids, policy, secrets
from chat_desktop.chat.core.records import Actor, Device, SignedIn, SignInLink, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.users import sessions, users
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import BadCode, Forbidden
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import sessions as session_queries

LIFE_MS = 4 * 60 * 60 * 1000  # time to walk to the other device, or to call a colleague who is away

Kind = Literal["device", "recovery"]


def list_own(reading: Reading, session_id: str) -> tuple[int, list[Device]]:
    """Returns the time in ms, and where the actor is signed in: this browser first, then by last use.

    Raises NotSignedIn.
    """
    actor = actors.find(reading, session_id)
    rows = reading.db.execute(session_queries.DEVICES, (actor.user_id, reading.now - sessions.IDLE_MS))
    found = [_device(row, session_id) for row in rows]
    return reading.now, sorted(found, key=lambda device: (not device.current, -device.seen_at, device.id))


def create_device_link(work: Work, session_id: str) -> SignInLink:
    """Makes a link for another device of the actor.

    It ends with the session that made it, so that it does not outlive a sign-out. Raises NotSignedIn, Forbidden,
    RateLimited.
    """
    actor = actors.find(work, session_id)
    policy.use_own_device(actor)
    return _make(work, "device", actor.user_id, actor, session_id)


def create_recovery_link(work: Work, session_id: str, user_id: str) -> SignInLink:
    """Makes a link for a person who has lost their password, which is valid until the link is used.

    Raises NotSignedIn, Forbidden, NotFound, RateLimited.
    """
    actor, row = users.find_subject(work, session_id, user_id)
    if not row.active:
        raise Forbidden("person_not_active")
    audit_log.record(work, actor.user_id, "recovery_link", row.id)
    return _make(work, "recovery", row.id, actor, None)


def resolve_link(reading: Reading, token: str) -> tuple[Kind, User]:
    """Returns the kind of a link and whom it signs in, so that the page can ask before it replaces a session.

    Raises BadCode.
    """
    row = _standing(reading, token)
    return row.kind, users.record(reading.session.get_one(models.User, row.user_id))  # type: ignore[return-value]


def redeem(work: Work, token: str, browser: Browser) -> SignedIn:
    """Signs BROWSER in, once. Raises BadCode, whose `reason` is unknown, used, expired or revoked, and RateLimited."""
    row = _standing(work, token)
    person = work.session.get_one(models.User, row.user_id)
    if row.kind == "device":
        work.limits.take("session", person.id, person.role)
    row.used_at = work.now
    if row.kind == "recovery":
        person.password_hash = ""
        work.session.flush()
        sessions.end_all(work, person.id, "recovered")
    user = structs.replace(users.record(person), has_password=person.password_hash != "")
    return sessions.start(work, user, browser)


def _standing(reading: Reading, token: str) -> "models.SignInLink":
    """Returns the link of a token. Raises BadCode when it does not work now."""
    query = sql.select(models.SignInLink).where(models.SignInLink.token_hash == secrets.digest(token))
    row = reading.session.scalar(query)
    if row is None:
        raise BadCode("link_doesnt_sign_anyone_make", reason="unknown")
    if row.used_at is not None:
        raise BadCode("link_was_already_used_turned", reason="used")
    if row.expires_at <= reading.now:
        raise BadCode("link_expired_make_new_one", reason="expired")
    person = reading.session.get_one(models.User, row.user_id)
    stands = _is_signed_in(reading, row) if row.kind == "device" else _may_still(reading, row, person)
    if not person.active or not stands:
        raise BadCode("link_turned_off_make_new", reason="revoked")
    return row


def _device(row: tuple[str, str, str, int, int, str | None], current_id: str) -> Device:
    return Device(*row, row[0] == current_id)


def _make(work: Work, kind: Kind, user_id: str, actor: Actor, session_id: str | None) -> SignInLink:
    """Makes a link, which replaces the last one of its kind."""
    work.limits.take("link", actor.user_id, actor.role)
    table = models.SignInLink
    work.session.execute(sql.delete(table).where(table.user_id == user_id, table.kind == kind))
    token = ids.secret(work.random, sessions.TOKEN_BYTES)
    expires_at = work.now + LIFE_MS
    work.session.add(
        table(
            id=ids.short_id(work.random),
            token_hash=secrets.digest(token),
            kind=kind,
            user_id=user_id,
            creator_id=actor.user_id,
            session_id=session_id,
            created_at=work.now,
            expires_at=expires_at,
        )
    )
    return SignInLink(token, expires_at)


def _is_signed_in(reading: Reading, link: "models.SignInLink") -> bool:
    maker = reading.session.get(models.Session, link.session_id or "")
    return maker is not None and maker.ended_at is None and maker.seen_at > reading.now - sessions.IDLE_MS


def _may_still(reading: Reading, link: "models.SignInLink", person: "models.User") -> bool:
    """Returns whether the creator could make the link now: both roles may have changed."""
    maker = reading.session.get_one(models.User, link.creator_id)
    try:
        policy.act_on(Actor("", maker.id, maker.name, maker.role), person.id, person.role)  # type: ignore[arg-type]
    except Forbidden:
        return False
    return maker.active
