"""Converts moments that people choose to ms."""

from datetime import datetime

from chat_desktop.errors import Invalid

YEAR_MS = 366 * 24 * 60 * 60 * 1000


def to_ms(moment: datetime) -> int:
    """Returns a moment in ms since 1970."""
    return int(moment.timestamp() * 1000)


def to_come(now: int, moment: datetime, field: str, years: int = 1) -> int:
    """Returns a moment in ms. Raises Invalid when it has passed, or is more than so many years away."""
    at = to_ms(moment)
    if not now < at <= now + years * YEAR_MS:
        raise Invalid(field, "choose_time_within_years", {"n": years})
    return at
