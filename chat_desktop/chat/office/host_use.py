"""How much the office is used: its people and its messages of the last days, for the owner's page about the host."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.work import Reading
from chat_desktop.storage.queries import messages as message_queries

DAYS = 14
COUNTED_MOST = 300_000  # messages that are looked at, the newest ones, so that a large office costs no more
QUARTER_MS = 15 * 60 * 1000  # each time zone is a multiple of it away from UTC


class Day(NamedTuple):
    """The messages of a day. It is a day of the host's time zone."""

    date: date
    messages: int


class Use(NamedTuple):
    """The people who can sign in, and the days, the latest last."""

    people: int
    days: list[Day]


def of_office(reading: Reading, session_id: str) -> Use:
    """Returns how much the office is used. It reads each message of the days, so it runs as a slow query.

    Raises NotSignedIn, Forbidden.
    """
    check_right(reading, session_id)
    (people,) = reading.db.execute(message_queries.ACTIVE_PEOPLE).fetchone()
    return Use(people, _days(reading))


def check_right(reading: Reading, session_id: str) -> None:
    """Returns if the actor may see what the host does. Raises NotSignedIn, Forbidden."""
    policy.see_computer(actors.find(reading, session_id))


def _days(reading: Reading) -> list[Day]:
    today = _local_date(reading.now)
    counts = {today - timedelta(days=ago): 0 for ago in reversed(range(DAYS))}
    since = reading.now - (DAYS + 1) * 24 * 3_600_000
    for quarter, messages in reading.db.execute(
        message_queries.BY_QUARTER, (QUARTER_MS, COUNTED_MOST, since)
    ).fetchall():
        day = _local_date(quarter * QUARTER_MS)
        if day in counts:
            counts[day] += messages
    return [Day(*one) for one in counts.items()]


def _local_date(ms: int) -> date:
    return datetime.fromtimestamp(ms / 1000).astimezone().date()
