"""The status of a person ("Lunch until 13:30"), do-not-disturb, and quiet hours.

All three are one short JSON text in the person's row, so that a person who has set nothing costs nothing. Everyone who
sees the person sees them. A status and do-not-disturb may end at a moment: the scheduler removes them then. Quiet hours
come back every day; each page computes them, in the time zone in which they were set.
"""

import re
from datetime import datetime
from typing import Any

from msgspec import Struct, json

from chat_desktop.chat.core import actors, names
from chat_desktop.chat.core.commands import Command, Text
from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.core.records import User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.formatting.emoji import is_emoji
from chat_desktop.chat.users import moments, users
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import users as user_queries

NAME = "ends of statuses"
BATCH = 200  # people in one transaction
TIME_ZONE = re.compile(r"[A-Za-z0-9_+/-]{1,64}", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class SetStatus(Command, frozen=True):
    """Set one's status. Without an emoji and a text there is none."""

    emoji: Text = ""
    text: Text = ""
    until: datetime | None = None


class SetDoNotDisturb(Command, frozen=True):
    on: bool
    until: datetime | None = None


class QuietHours(Struct, frozen=True, forbid_unknown_fields=True):
    """From one time of day to another (`18:00`), on the next day if it is earlier. `days` are those on which they
    begin: 0 is Monday."""

    start: Text
    end: Text
    days: list[int]
    time_zone: Text


class SetQuietHours(Command, frozen=True):
    hours: QuietHours | None


class SetTimeZone(Command, frozen=True):
    time_zone: Text


class Status(Struct, frozen=True, omit_defaults=True):
    emoji: str = ""
    text: str = ""
    until: int | None = None


class DoNotDisturb(Struct, frozen=True, omit_defaults=True):
    until: int | None = None


class Availability(Struct, frozen=True, omit_defaults=True):
    """What is stored; times are in ms."""

    status: Status | None = None
    do_not_disturb: DoNotDisturb | None = None
    quiet_hours: QuietHours | None = None


def set_status(work: Work, session_id: str, asked: SetStatus) -> User:
    """Sets the status of the actor, or removes it when it is empty. Raises NotSignedIn, Invalid, RateLimited."""
    emoji, text = _emoji(asked.emoji), names.status(asked.text)
    until = _moment(work, asked.until)
    status = Status(emoji, text, until) if emoji or text else None
    return _change(work, session_id, status=status)


def set_do_not_disturb(work: Work, session_id: str, on: bool, until: datetime | None) -> User:
    """Turns do-not-disturb on or off. Raises NotSignedIn, Invalid, RateLimited."""
    moment = _moment(work, until)
    return _change(work, session_id, do_not_disturb=DoNotDisturb(moment) if on else None)


def set_quiet_hours(work: Work, session_id: str, hours: QuietHours | None) -> User:
    """Sets the quiet hours of the actor, None for none. Raises NotSignedIn, Invalid, RateLimited."""
    if hours is not None:
        if not (CLOCK.fullmatch(hours.start) and CLOCK.fullmatch(hours.end)) or hours.start == hours.end:
            raise Invalid("start", "quiet_hours_go_from_one")
        if not hours.days or set(hours.days) - set(range(7)) or len(set(hours.days)) < len(hours.days):
            raise Invalid("days", "choose_days_which_quiet_hours")
        _check_time_zone(hours.time_zone)
    return _change(work, session_id, quiet_hours=hours)


def set_time_zone(work: Work, session_id: str, time_zone: str) -> None:
    """Stores the time zone of the actor's device, which a profile shows as local time. Raises NotSignedIn, Invalid."""
    _check_time_zone(time_zone)
    work.db.execute(user_queries.SET_TIME_ZONE, (time_zone, actors.find(work, session_id).user_id))


def due(reading: Reading) -> int | None:
    """When the next status or do-not-disturb ends."""
    found: tuple[int | None] = reading.db.execute(user_queries.AVAILABILITY_DUE).fetchone()
    return found[0]


def end_due(work: Work) -> int:
    """Removes what has ended, and returns of how many people."""
    rows = work.db.execute(user_queries.AVAILABILITY_ENDED, (work.now, BATCH)).fetchall()
    for user_id, text in rows:
        kept = {key: part for key, part in _parts(_stored(text)).items() if not _is_over(part, work.now)}
        _store(work, user_id, Availability(**kept))
    return len(rows)


def _change(work: Work, session_id: str, **parts: Any) -> User:
    actor = actors.find(work, session_id)
    work.limits.take("status", actor.user_id, actor.role)
    (text,) = work.db.execute(user_queries.AVAILABILITY, (actor.user_id,)).fetchone()
    return _store(work, actor.user_id, Availability(**{**_parts(_stored(text)), **parts}))


def _store(work: Work, user_id: str, availability: Availability) -> User:
    text = json.encode(availability).decode()
    ends = [part.until for part in (availability.status, availability.do_not_disturb) if part and part.until]
    end = min(ends, default=None)
    work.db.execute(user_queries.SET_AVAILABILITY, (None if text == "{}" else text, end, user_id))
    if end is not None:
        work.record(RuleScheduled(NAME, end))
    return users.publish(work, users.get(work, user_id))


def _stored(text: str | None) -> Availability:
    return json.decode(text, type=Availability) if text else Availability()


def _parts(availability: Availability) -> dict[str, Any]:
    return {key: getattr(availability, key) for key in Availability.__struct_fields__}


def _is_over(part: Any, now: int) -> bool:
    until = getattr(part, "until", None)
    return until is not None and until <= now


def _moment(work: Work, until: datetime | None) -> int | None:
    if until is None:
        return None
    if until.tzinfo is None:
        raise Invalid("until", "end_time_utc_such_as")
    return moments.to_come(work.now, until, "until")


def _emoji(text: str) -> str:
    if text and not is_emoji(text):
        raise Invalid("emoji", "thats_not_emoji")
    return text


def _check_time_zone(time_zone: str) -> None:
    if not TIME_ZONE.fullmatch(time_zone):
        raise Invalid("time_zone", "thats_not_name_time_zone")
