"""People's accounts: set-up, joining, names and passwords. Hashes are made before a rule runs, never in the writer."""

from sqlalchemy import exists, select

from chat_desktop.chat import actors, ids, memberships, names, offices, people, sessions
from chat_desktop.chat.events import OfficeChanged, UserChanged
from chat_desktop.chat.records import Role, SignedIn, User
from chat_desktop.chat.sessions import Browser
from chat_desktop.chat.work import Reading, Work
from chat_desktop.errors import BadCode, NameTaken, SetupDone, SetupNeeded
from chat_desktop.storage import models

HOME_NAME = "General"


def set_up(work: Work, office_name: str, name: str, password_hash: str, browser: Browser) -> SignedIn:
    """Makes the owner and the first room. The door has checked the one-time token."""
    if offices.get(work).has_owner:
        raise SetupDone
    office = work.session.get_one(models.Office, 1)
    office.name = names.office(office_name)
    home = models.Room(
        id=ids.short_id(work.random),
        kind="open",
        name=HOME_NAME,
        name_key=names.key(HOME_NAME),
        home=True,
        created_at=work.now,
    )
    work.session.add(home)
    admitted = _admit(work, name, password_hash, "owner", browser)
    work.record(OfficeChanged(offices.get(work)))
    return admitted


def join(work: Work, code: str, name: str, password_hash: str, browser: Browser) -> SignedIn:
    check_code(work, code)
    return _admit(work, name, password_hash, "member", browser)


def check_code(reading: Reading, code: str) -> None:
    """Raises SetupNeeded or BadCode. Codes have 128 random bits; only a wrong one counts as a guess."""
    office = offices.get(reading)
    if not office.has_owner:
        raise SetupNeeded
    if not sessions.same(code, office.join_code):
        raise BadCode


def check_name(reading: Reading, name: str, but: str | None = None) -> str:
    """The cleaned name, if nobody (but the user BUT) has it or one that looks like it."""
    cleaned = names.person(name)
    holder = select(models.User.id).where(models.User.name_key == names.key(cleaned))
    if reading.session.scalar(holder) not in (None, but):
        raise NameTaken(field="name", suggestion=_suggestion(reading, cleaned))
    return cleaned


def secret_of(reading: Reading, name: str) -> tuple[str, str] | None:
    """(user id, password hash) of an active person of this name; None without saying why."""
    query = select(models.User.id, models.User.password_hash).where(
        models.User.name_key == names.key(name), models.User.active
    )
    row = reading.session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def own_secret(reading: Reading, session_id: str) -> tuple[str, str, str]:
    """(user id, name, password hash) of whoever asks."""
    actor = actors.find(reading, session_id)
    return actor.user_id, actor.name, reading.session.get_one(models.User, actor.user_id).password_hash


def rename(work: Work, session_id: str, name: str) -> User:
    actor = actors.find(work, session_id)
    row = work.session.get_one(models.User, actor.user_id)
    row.name = check_name(work, name, but=row.id)
    row.name_key = names.key(row.name)
    return _changed(work, row)


def change_password(work: Work, session_id: str, password_hash: str, browser: Browser) -> SignedIn:
    """Every session of the person ends, this one too; a new one begins."""
    actor = actors.find(work, session_id)
    row = work.session.get_one(models.User, actor.user_id)
    row.password_hash = password_hash
    work.session.flush()
    sessions.end_all(work, row.id, "password_changed")
    return sessions.start(work, people.record(row), browser)


def _admit(work: Work, name: str, password_hash: str, role: Role, browser: Browser) -> SignedIn:
    name = check_name(work, name)
    row = models.User(
        id=ids.short_id(work.random),
        name=name,
        name_key=names.key(name),
        password_hash=password_hash,
        role=role,
        active=True,
        created_at=work.now,
    )
    work.session.add(row)
    user = _changed(work, row)
    home = work.session.scalars(select(models.Room).where(models.Room.home)).one()
    memberships.enter(work, home, [user.id])
    return sessions.start(work, user, browser)


def _changed(work: Work, row: models.User) -> User:
    work.session.flush()
    user = people.record(row)
    work.record(UserChanged(user, offices.next_users_rev(work)))
    return user


def _suggestion(reading: Reading, name: str) -> str:
    """The first free NAME 2, NAME 3, ...: never one that is itself too long."""
    stem = name[: names.PERSON_MAX - 4].rstrip()
    for number in range(2, 1000):
        proposal = f"{stem} {number}"
        if not reading.session.scalar(select(exists().where(models.User.name_key == names.key(proposal)))):
            return proposal
    return ""
