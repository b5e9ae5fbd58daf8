"""The days of a query as moments, in the time zone of the person."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chat_desktop.errors import Invalid

ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}", re.ASCII)
MOST_OFFSET_MINUTES = 24 * 60 - 1
DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
WORDS = {"today": 0, "yesterday": -1}  # days from now
LAST_YEAR = 9_998  # of which the year after can still be computed with


def zone(name: str | None, offset_minutes: int | None) -> tzinfo:
    """Returns the time zone of a name. Where the system does not know it, the one of an offset, and UTC without.

    Windows has no table of time zones of its own, so a page sends both.
    """
    if name is not None and ZONE_NAME.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of the table
            pass
    if offset_minutes is not None and abs(offset_minutes) <= MOST_OFFSET_MINUTES:
        return timezone(timedelta(minutes=offset_minutes))
    return UTC


def span(text: str, zone: tzinfo, now_ms: int) -> tuple[int, int]:
    """Returns the first moment of a day, a month or a year, and the first one after it, in ms. Raises Invalid."""
    if text.lower() in WORDS:
        day = datetime.fromtimestamp(now_ms / 1000, zone).date() + timedelta(days=WORDS[text.lower()])
        return _ms(day, zone), _ms(day + timedelta(days=1), zone)
    found = DATE.fullmatch(text)
    try:
        if found is None or not 1970 <= int(found[1]) <= LAST_YEAR:
            raise ValueError
        first, after = _days(*map(int, found.groups(default="0")))
    except ValueError:
        raise Invalid("q", "not_day_write_as_2026", {"text": text[:40]}) from None
    return _ms(first, zone), _ms(after, zone)


def moment(text: str, field: str, zone: tzinfo) -> int:
    """Returns the moment of a text such as 2026-11-23T01:29:03.123Z or 2026-11-23, in ms. Raises Invalid."""
    try:
        found = datetime.fromisoformat(text)
        return int((found if found.tzinfo is not None else found.replace(tzinfo=zone)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Invalid(field, "must_time_such_as_2026", {"field": field}) from None


def _days(year: int, month: int, day: int) -> tuple[date, date]:
    """The first day of the span and the first after it. Raises ValueError."""
    if day:
        return date(year, month, day), date(year, month, day) + timedelta(days=1)
    if month:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    return date(year, 1, 1), date(year + 1, 1, 1)


def _ms(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp() * 1000)
