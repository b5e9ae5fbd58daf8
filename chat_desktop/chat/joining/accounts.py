"""Accounts: set-up, joining, names and passwords. Passwords are hashed before a rule runs, never in the writer."""

from collections.abc import Sequence

from msgspec import structs

from chat_desktop.chat.core import actors, audit_log, ids, names, policy
from chat_desktop.chat.core.confusables import Looks
from chat_desktop.chat.core.events import OfficeChanged
from chat_desktop.chat.core.records import Offer, Role, SignedIn, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.joining import invites, join_offers
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import memberships
from chat_desktop.chat.users import sessions, users
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import Invalid, NameTaken, NotFound, SetupDone
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import users as user_queries

HOME_NAME = "General"


def set_up(
    work: Work,
    office_name: str,
    name: str,
    password_hash: str,
    browser: Browser,
    home_name: str = HOME_NAME,
    language: str | None = None,
) -> SignedIn:
    """Creates the owner and the first room, whose name is in the owner's LANGUAGE. The office's language is the same.

    The caller has checked the one-time token. Raises SetupDone, Invalid.
    """
    if offices.get(work).has_owner:
        raise SetupDone
    office = work.session.get_one(models.Office, 1)
    office.name, office.language = names.office(office_name), language
    home = models.Room(
        id=ids.short_id(work.random),
        kind="open",
        name=home_name,
        name_key=names.key(home_name),
        home=True,
        created_at=work.now,
    )
    work.session.add(home)
    admitted = create_signed_in(work, name, password_hash, "owner", (), False, browser)
    work.record(OfficeChanged(offices.get(work)))
    return admitted


def join(work: Work, code: str, name: str, password_hash: str, browser: Browser) -> SignedIn:
    """Joins with the office's link or an invite link. Raises SetupNeeded, BadCode, NameTaken, Invalid."""
    return _accept(work, join_offers.resolve_code(work, code), name, password_hash, browser)


def join_by_pin(work: Work, pin: str, name: str, password_hash: str, browser: Browser) -> SignedIn:
    """Joins with the PIN. Raises SetupNeeded, BadCode, NameTaken, Invalid."""
    return _accept(work, join_offers.resolve_pin(work, pin), name, password_hash, browser)


def create_signed_in(
    work: Work,
    name: str,
    password_hash: str,
    role: Role,
    room_ids: Sequence[str],
    read_only: bool,
    browser: Browser,
) -> SignedIn:
    """Creates a person and a session for them. Raises as `create`."""
    return sessions.start(work, create(work, name, password_hash, role, room_ids, read_only), browser)


def create(
    work: Work,
    name: str,
    password_hash: str,
    role: Role,
    room_ids: Sequence[str],
    read_only: bool = False,
    invite_id: str | None = None,
) -> User:
    """Creates a person, who is in the first room and in ROOM_IDS; a guest is in ROOM_IDS only. An empty PASSWORD_HASH
    means that there is no password yet.

    The caller has checked that these rooms may be given. Raises NameTaken, Invalid.
    """
    if role == "guest" and not room_ids:
        raise Invalid("room_ids", "guest_needs_least_one_room")
    name = check_name(work, name)
    row = models.User(
        id=ids.short_id(work.random),
        name=name,
        name_key=names.key(name),
        password_hash=password_hash,
        role=role,
        active=True,
        read_only=read_only,
        invite_id=invite_id,
        created_at=work.now,
    )
    work.session.add(row)
    user = users.record_change(work, row)
    for room in _rooms_for(work, role, room_ids):
        memberships.add_users(work, room, [user.id])
    return user


def check_name(reading: Reading, name: str, but: str | None = None) -> str:
    """Returns the cleaned name if no person (except BUT) has it or one that looks like it.

    Raises Invalid, NameTaken.
    """
    cleaned, taken = names.person(name), users.looks_of_names(reading)
    if taken.is_taken(cleaned, but):
        raise NameTaken(field="name", suggestion=_suggestion(taken, cleaned))
    return cleaned


def find_password_hash(reading: Reading, name: str) -> tuple[str, str] | None:
    """Returns the user id and the password hash of an active person with this name and a password, or None."""
    found: tuple[str, str] | None = reading.db.execute(user_queries.HASH_BY_NAME, (names.key(name),)).fetchone()
    return found


def own_password_hash(reading: Reading, session_id: str) -> tuple[str, str, str]:
    """Returns the user id, the name and the password hash of the actor. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    (password_hash,) = reading.db.execute(user_queries.HASH_BY_ID, (actor.user_id,)).fetchone()
    return actor.user_id, actor.name, password_hash


def rename(work: Work, session_id: str, name: str) -> User:
    """Renames the actor. Raises NotSignedIn, RateLimited, Invalid, NameTaken."""
    actor = actors.find(work, session_id)
    # A taken name counts too: guests must not learn the names of people whom they do not see.
    work.limits.take("name", actor.user_id, actor.role)
    row = work.session.get_one(models.User, actor.user_id)
    row.name = check_name(work, name, but=row.id)
    row.name_key = names.key(row.name)
    return users.record_change(work, row)


def reset_password(work: Work, session_id: str, user_id: str, password_hash: str) -> None:
    """Sets the password of a person, at the host's computer, and ends their sessions but the actor's own.

    Raises NotSignedIn, Forbidden, NotFound.
    """
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    row = work.session.get(models.User, user_id)
    if row is None or not row.active:
        raise NotFound("no_such_person_office")
    row.password_hash = password_hash
    work.session.flush()
    sessions.end_all(work, row.id, "recovered", but=session_id)
    audit_log.record(work, actor.user_id, "password_reset", row.id)


def change_password(
    work: Work, session_id: str, password_hash: str, browser: Browser, proved: str | None = None
) -> SignedIn:
    """Sets the password, ends every session of the person, and returns a new one.

    PROVED is the hash that was verified before, or "" for none: a password that was set in the meantime must not be
    overwritten. Raises NotSignedIn, Forbidden, Invalid.
    """
    actor = actors.find(work, session_id)
    policy.use_own_device(actor)
    row = work.session.get_one(models.User, actor.user_id)
    if proved not in (None, row.password_hash):
        raise Invalid("current_password", "password_was_just_changed_enter")
    row.password_hash = password_hash
    work.session.flush()
    sessions.end_all(work, row.id, "password_changed")
    return sessions.start(work, structs.replace(users.record(row), has_password=True), browser)


def _accept(work: Work, offer: Offer, name: str, password_hash: str, browser: Browser) -> SignedIn:
    user = create(work, name, password_hash, offer.role, offer.room_ids, offer.read_only, offer.invite_id)
    if offer.invite_id is not None:
        invites.count_use(work, offer.invite_id)
    return sessions.start(work, user, browser)


def _rooms_for(work: Work, role: Role, room_ids: Sequence[str]) -> "list[models.Room]":
    wanted = models.Room.id.in_(room_ids)
    query = sql.select(models.Room).where(wanted if role == "guest" else wanted | models.Room.home)
    return list(work.session.scalars(query.order_by(models.Room.home.desc(), models.Room.created_at)))


def _suggestion(taken: Looks, name: str) -> str:
    """The first free NAME 2, NAME 3, ...: never one that is itself too long."""
    stem = name[: names.PERSON_MAX - 4].rstrip()
    for number in range(2, 1000):
        proposal = f"{stem} {number}"
        if not taken.is_taken(proposal):
            return proposal
    return ""
