"""People as records: look-ups that several rules share."""

from collections.abc import Sequence

from sqlalchemy import func, select

from chat_desktop.chat.records import User
from chat_desktop.chat.work import Reading
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage import models

MOST_AT_ONCE = 1_000


def record(row: models.User) -> User:
    return User(row.id, row.name, row.role, row.active, row.inactive_as, row.read_only)  # type: ignore[arg-type]


def everyone(reading: Reading) -> list[User]:
    """All who ever joined, the removed ones too: their messages still need a name."""
    rows = reading.session.scalars(select(models.User).order_by(models.User.created_at, models.User.id))
    return [record(row) for row in rows]


def active_ones(reading: Reading, user_ids: Sequence[str]) -> list[str]:
    """USER_IDS without repeats, in order. Raises NotFound if one is nobody, Invalid if one is inactive."""
    wanted = list(dict.fromkeys(user_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("user_ids", f"Name at most {MOST_AT_ONCE} people at a time.")
    query = select(models.User.id, models.User.active).where(models.User.id.in_(wanted))
    known = {row[0]: row[1] for row in reading.session.execute(query)}
    if len(known) < len(wanted):
        raise NotFound("One of these people is not in this office.")
    if not all(known.values()):
        raise Invalid("user_ids", "One of these people has been removed from the office.")
    return wanted


def owner_id(reading: Reading) -> str | None:
    return reading.session.scalar(select(models.User.id).where(models.User.role == "owner", models.User.active))


def count(reading: Reading) -> int:
    return reading.session.scalar(select(func.count()).select_from(models.User)) or 0
