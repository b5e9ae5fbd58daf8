"""The locked screen of a front desk, and how a person opens and locks their session there.

A locked session is none: locking ends it, so its cookie and its sockets are good for nothing. A PIN starts a new one.
"""

import json
from collections.abc import Collection

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import SignedIn
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.front_desk import pins
from chat_desktop.chat.front_desk.records import Desk, DeskPerson
from chat_desktop.chat.users import sessions, users
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import NotFound, WrongCredentials
from chat_desktop.storage.orm import models, sql
from chat_desktop.storage.queries import sessions as session_queries

NOT_HERE = "desk_not_here"
WRONG_PIN = "desk_wrong_pin"
STRAY_MS = 5_000  # so long after its start a session of which the host knows nothing is one of before its start


def people(reading: Reading, desk_id: str) -> list[DeskPerson]:
    """Returns who uses a front desk."""
    return [DeskPerson(*row) for row in reading.db.execute(session_queries.PEOPLE, (desk_id,))]


def proofs(reading: Reading, desk_id: str, user_id: str) -> tuple[str | None, str]:
    """Returns the hashes of the PIN (None without one) and of the password ("" without one). Raises NotFound."""
    row = reading.db.execute(session_queries.PROOFS, (desk_id, user_id)).fetchone()
    if row is None:
        raise NotFound(NOT_HERE)
    return row[0], row[1]


def open_by_pin(work: Work, desk: Desk, user_id: str, proved: str, browser: Browser) -> SignedIn:
    """Opens a session. PROVED is the hash of the PIN that was verified.

    Verifying takes a while, in which the PIN may have been reset and the desk ended. Raises NotFound, WrongCredentials.
    """
    if _proofs_now(work, desk, user_id)[0] != proved:
        raise WrongCredentials(WRONG_PIN)
    return _open(work, desk, user_id, browser)


def open_by_password(
    work: Work, desk: Desk, user_id: str, proved: str, pin_hash: str, length: int, browser: Browser
) -> SignedIn:
    """Sets the PIN of a person, and opens a session. PROVED is the hash of the password that was verified.

    Raises NotFound, WrongCredentials.
    """
    if _proofs_now(work, desk, user_id)[1] != proved:
        raise WrongCredentials
    pins.store(work, user_id, pin_hash, length)
    return _open(work, desk, user_id, browser)


def lock(work: Work, session_id: str) -> None:
    """Locks the session of the actor at a front desk. Raises NotSignedIn, NotFound."""
    if actors.find(work, session_id).desk_id is None:
        raise NotFound("desk_no_desk")
    sessions.end(work, session_id, "locked")


def lock_all(work: Work, session_ids: Collection[str]) -> None:
    """Locks sessions that were not used, or are of before the start of the host."""
    sessions.end_where(work, models.Session.id.in_(session_ids), "locked")


def strays(reading: Reading, known: Collection[str]) -> set[str]:
    """Returns the sessions of front desks that are not KNOWN: they are of before the start of the host."""
    values = (json.dumps(list(known)), reading.now - STRAY_MS)
    return {session_id for (session_id,) in reading.db.execute(session_queries.AT_DESKS_BUT, values)}


def _proofs_now(work: Work, desk: Desk, user_id: str) -> tuple[str | None, str]:
    row = work.session.get(models.FrontDesk, desk.id)
    if row is None or row.ended_at is not None:
        raise NotFound(NOT_HERE)
    return proofs(work, desk.id, user_id)


def _open(work: Work, desk: Desk, user_id: str, browser: Browser) -> SignedIn:
    table, links = models.Session, models.SignInLink
    sessions.end_where(work, table.desk_id == desk.id, "locked")  # a browser has one cookie, so nobody else is there
    # Each turn at the desk is a session, and nothing reads those that are over.
    over = (table.desk_id == desk.id) & (table.user_id == user_id) & table.ended_at.is_not(None)
    work.session.execute(sql.delete(table).where(over, ~sql.exists().where(links.session_id == table.id)))
    user = users.get(work, user_id)
    return sessions.start(work, user, browser, desk.id)
