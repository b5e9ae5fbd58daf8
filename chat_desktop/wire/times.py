"""Converts moments to text."""

from datetime import UTC, datetime
from functools import lru_cache


def time(ms: int | None) -> str | None:
    """Returns milliseconds since 1970 as a UTC time such as `2026-11-23T01:29:03.123Z`, and None for None."""
    return None if ms is None else f"{_second(ms // 1000)}.{ms % 1000:03d}Z"


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    # Formatting a date costs 2 us, and a page of history has many of one second.
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
