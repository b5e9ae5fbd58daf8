"""Look-ups of people that several rules share."""

from collections.abc import Sequence

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.confusables import Looks
from chat_desktop.chat.core.events import UserChanged
from chat_desktop.chat.core.records import Actor, Role, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.office import offices
from chat_desktop.chat.users import visible_people
from chat_desktop.chat.users.user_agents import WINDOW
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import users as user_queries

MOST_AT_ONCE = 1_000
NOBODY = "people_unknown"


def record(row: "models.User") -> User:
    """Returns the record of a row."""
    return User(
        row.id,
        row.name,
        row.role,  # type: ignore[arg-type]
        row.active,
        row.inactive_as,  # type: ignore[arg-type]
        row.read_only,
        availability=row.availability,
    )


def record_change(work: Work, row: "models.User") -> User:
    """Records the event that a person has changed, and returns the record."""
    work.session.flush()
    user = record(row)
    work.record(UserChanged(user, offices.next_users_rev(work)))
    return user


def looks_of_names(reading: Reading) -> Looks:
    """Returns how the names of all people look, also of those who are gone."""
    return Looks((row[0], row[1]) for row in reading.session.execute(sql.select(models.User.id, models.User.name)))


def require_active(reading: Reading, user_ids: Sequence[str]) -> list[str]:
    """Returns USER_IDS without repeats, in order. Raises NotFound if one is unknown, Invalid if one is inactive."""
    wanted = list(dict.fromkeys(user_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("user_ids", "choose_most_people_time", {"n": MOST_AT_ONCE})
    query = sql.select(models.User.id, models.User.active).where(models.User.id.in_(wanted))
    known = {row[0]: row[1] for row in reading.session.execute(query)}
    if len(known) < len(wanted):
        raise NotFound(NOBODY)
    if not all(known.values()):
        raise Invalid("user_ids", "people_gone")
    return wanted


def require_visible(reading: Reading, actor: Actor, user_ids: Sequence[str]) -> list[str]:
    """As `require_active`, of people whom the actor sees. Raises NotFound for others, Invalid if one is inactive."""
    seen = visible_people.ids_for(reading, actor)
    if seen is not None and not seen.issuperset(user_ids):
        raise NotFound(NOBODY)
    return require_active(reading, user_ids)


def roles_of(reading: Reading, user_ids: Sequence[str]) -> set[Role]:
    """Returns the roles that occur among these people."""
    query = sql.select(models.User.role).where(models.User.id.in_(user_ids)).distinct()
    return set(reading.session.scalars(query))


def find_subject(work: Work, session_id: str, user_id: str) -> "tuple[Actor, models.User]":
    """Returns the actor, and the person on whom they may act. Raises NotSignedIn, Forbidden, NotFound."""
    actor = actors.find(work, session_id)
    policy.act_on_people(actor)
    row = work.session.get(models.User, user_id)
    if row is None:
        raise NotFound(NOBODY)
    policy.act_on(actor, row.id, row.role)  # type: ignore[arg-type]
    return actor, row


def owner_id(reading: Reading) -> str | None:
    """Returns the user id of the owner, or None before the set-up."""
    return reading.session.scalar(sql.select(models.User.id).where(models.User.role == "owner", models.User.active))


def window_user_id(reading: Reading) -> str | None:
    """Returns who is signed in at the window of the host: usually the owner, unless the office was handed over."""
    table = models.Session
    query = sql.select(table.user_id).where(table.agent == WINDOW, table.ended_at.is_(None))
    return reading.session.scalar(query.order_by(table.seen_at.desc()).limit(1)) or owner_id(reading)


def count(reading: Reading) -> int:
    """Returns the number of people, inactive ones included."""
    return reading.session.scalar(sql.select(sql.func.count()).select_from(models.User)) or 0


def owner_name(reading: Reading) -> str:
    """Returns the name of the owner, empty before the set-up."""
    found = reading.db.execute(user_queries.OWNER_NAME).fetchone()
    return str(found[0]) if found else ""
