"""The PINs of people at front desks. They are hashed as passwords are, before a rule runs."""

from itertools import pairwise

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.users import sessions, users
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.orm import models, sql

LEAST, MOST = 4, 8  # digits
DIGITS = frozenset("0123456789")  # str.isdigit knows many more, which no keypad has


def check(pin: str) -> str:
    """Returns the PIN if it is four to eight digits that are not the first guess. Raises Invalid."""
    if not (LEAST <= len(pin) <= MOST and DIGITS.issuperset(pin)):
        raise Invalid("pin", "desk_pin_digits", {"least": LEAST, "most": MOST})
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, -1}:
        raise Invalid("pin", "desk_pin_easy")
    return pin


def store(work: Work, user_id: str, pin_hash: str, length: int) -> None:
    """Sets the PIN of a person, and locks what was opened with the one before. The caller has proved who they are."""
    remove(work, user_id)
    work.session.add(models.FrontDeskPin(user_id=user_id, pin_hash=pin_hash, length=length, set_at=work.now))
    work.session.flush()


def set_own(work: Work, session_id: str, pin_hash: str, length: int, proved: str) -> None:
    """Sets the PIN of the actor. PROVED is the hash of the password that was verified before, "" for none.

    Raises NotSignedIn, Forbidden, Invalid.
    """
    actor = actors.find(work, session_id)
    policy.use_own_device(actor)
    if actor.role == "guest":
        raise Invalid("pin", "desk_guests")
    if work.session.get_one(models.User, actor.user_id).password_hash != proved:
        raise Invalid("current_password", "desk_password_changed")
    store(work, actor.user_id, pin_hash, length)


def remove_own(work: Work, session_id: str) -> None:
    """Removes the PIN of the actor, and ends what was opened with it. Raises NotSignedIn, Forbidden."""
    actor = actors.find(work, session_id)
    policy.use_own_device(actor)
    remove(work, actor.user_id)


def reset(work: Work, session_id: str, user_id: str) -> None:
    """Removes the PIN of somebody who has forgotten it: they set a new one by their password, which nobody else can.

    Raises NotSignedIn, Forbidden, NotFound.
    """
    policy.manage_front_desks(actors.find(work, session_id))
    actor, row = users.find_subject(work, session_id, user_id)
    if work.session.get(models.FrontDeskPin, row.id) is None:
        raise NotFound("desk_person_no_pin")
    remove(work, row.id)
    audit_log.record(work, actor.user_id, "front_desk_pin_reset", row.id)


def remove(work: Work, user_id: str) -> None:
    """Removes the PIN of a person, and ends their sessions at front desks."""
    work.session.execute(sql.delete(models.FrontDeskPin).where(models.FrontDeskPin.user_id == user_id))
    at_desks = (models.Session.user_id == user_id) & models.Session.desk_id.is_not(None)
    sessions.end_where(work, at_desks, "locked")


def is_set(reading: Reading, user_id: str) -> bool:
    """Returns whether a person has a PIN."""
    return reading.session.get(models.FrontDeskPin, user_id) is not None


def who_has_one(reading: Reading) -> list[str]:
    """Returns the user ids of all who have a PIN."""
    return list(reading.session.scalars(sql.select(models.FrontDeskPin.user_id)))
