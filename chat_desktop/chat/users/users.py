"""Look-ups of people that several rules share."""

import json
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
from chat_desktop.storage.orm import models
from chat_desktop.storage.queries import sessions as session_queries
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
    work.flush()
    return publish(work, record(row))


def publish(work: Work, user: User) -> User:
    """Records the event that a person has changed, and returns what they are now."""
    work.record(UserChanged(user, offices.next_users_rev(work)))
    return user


def looks_of_names(reading: Reading) -> Looks:
    """Returns how the names of all people look, also of those who are gone."""
    reading.flush()
    return Looks(reading.db.execute(user_queries.NAMES))


def get(reading: Reading, user_id: str) -> User:
    """Returns a person who exists."""
    (user,) = visible_people.users_of(reading.db, user_queries.BY_ID, user_id)
    return user


def require_active(reading: Reading, user_ids: Sequence[str]) -> list[str]:
    """Returns USER_IDS without repeats, in order. Raises NotFound if one is unknown, Invalid if one is inactive."""
    wanted = list(dict.fromkeys(user_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("user_ids", "choose_most_people_time", {"n": MOST_AT_ONCE})
    reading.flush()
    known = dict(reading.db.execute(user_queries.ACTIVE, (json.dumps(wanted),)))
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
    reading.flush()
    return {role for (role,) in reading.db.execute(user_queries.ROLES, (json.dumps(list(user_ids)),))}


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
    found: tuple[str] | None = reading.db.execute(user_queries.OWNER_ID).fetchone()
    return found[0] if found else None


def window_user_id(reading: Reading) -> str | None:
    """Returns who is signed in at the window of the host: usually the owner, unless the office was handed over."""
    found: tuple[str] | None = reading.db.execute(session_queries.AT_WINDOW, (WINDOW,)).fetchone()
    return found[0] if found else owner_id(reading)


def count(reading: Reading) -> int:
    """Returns the number of people, inactive ones included."""
    return int(reading.db.execute(user_queries.COUNT).fetchone()[0])


def owner_name(reading: Reading) -> str:
    """Returns the name of the owner, empty before the set-up."""
    found = reading.db.execute(user_queries.OWNER_NAME).fetchone()
    return str(found[0]) if found else ""
