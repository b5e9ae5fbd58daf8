"""Stand-bys: other computers, of the owner or an admin, that keep a copy of the office (docs/standby.md)."""

from msgspec import Struct

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import office as office_queries

MOST = 4
NAME_MAX = 60
GONE = "standby_gone"


class Standby(Struct, frozen=True):
    """A stand-by. `person` is the name of its person; `counts` is False when that is no admin any more."""

    id: str
    user_id: str
    person: str
    name: str
    added_at: int
    counts: bool


def all_of(reading: Reading) -> list[Standby]:
    """Returns the stand-bys, the oldest first."""
    rows = reading.db.execute(office_queries.STANDBYS).fetchall()
    return [Standby(row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in rows]


def list_all(reading: Reading, session_id: str) -> list[Standby]:
    """Returns the stand-bys, for the owner and admins. Raises NotSignedIn, Forbidden."""
    policy.see_backups(actors.find(reading, session_id))
    return all_of(reading)


def person_of_new(reading: Reading, session_id: str, user_id: str | None) -> tuple[str, str]:
    """Returns the id and the name of the person of a new stand-by, without USER_ID the owner.

    Raises NotSignedIn, Forbidden, Invalid.
    """
    actor = actors.find(reading, session_id)
    policy.change_computer(actor)
    wanted = user_id or actor.user_id
    row = reading.db.execute(office_queries.HEAD_OF_OFFICE, (wanted,)).fetchone()
    if row is None:
        raise Invalid("user_id", "standby_person")
    if len(all_of(reading)) >= MOST:
        raise Invalid("address", "standby_most", {"n": MOST})
    return wanted, str(row[0])


def add(work: Work, session_id: str, standby_id: str, secret: str, user_id: str, name: str) -> None:
    """Stores a stand-by. Raises NotSignedIn, Forbidden, Invalid."""
    wanted, _ = person_of_new(work, session_id, user_id)
    short = name[:NAME_MAX]
    work.db.execute(office_queries.ADD_STANDBY, (standby_id, wanted, short, secret, work.now))
    audit_log.record(work, actors.find(work, session_id).user_id, "standby_added", wanted, name=short)


def remove(work: Work, session_id: str, standby_id: str) -> None:
    """Removes a stand-by, which gets no copy any more. Raises NotSignedIn, Forbidden, NotFound."""
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    _remove(work, actor.user_id, standby_id)


def left(work: Work, standby_id: str) -> None:
    """Removes a stand-by that was removed on its own computer. Does nothing when there is none."""
    try:
        _remove(work, None, standby_id)
    except NotFound:
        return


def secret_of(reading: Reading, standby_id: str) -> str | None:
    """Returns the secret of a stand-by; None when there is none, or its person is no admin any more."""
    row = reading.db.execute(office_queries.STANDBY_KEY_BY_ID, (standby_id,)).fetchone()
    return None if row is None else str(row[0])


def _remove(work: Work, actor_id: str | None, standby_id: str) -> None:
    row = work.db.execute(office_queries.REMOVE_STANDBY, (standby_id,)).fetchone()
    if row is None:
        raise NotFound(GONE)
    audit_log.record(work, actor_id, "standby_removed", name=row[0])
