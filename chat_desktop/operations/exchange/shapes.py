"""Reads values out of JSON that another program has written, and takes nothing for granted."""

import re
from datetime import UTC, datetime
from typing import Any

NUMBER = re.compile(r"-?\d{1,16}(\.\d{1,12})?")
LATEST_MS = 4_102_444_800_000  # the year 2100


def text(value: Any, most: int = 100_000) -> str:
    """Returns a text without characters that cannot be stored; "" for anything else."""
    if not isinstance(value, str):
        return ""
    found = value[:most]
    if "\0" in found or not found.isprintable():
        found = "".join(each for each in found if each in "\n\t" or each >= " ").encode("utf-8", "replace").decode()
    return found


def texts(value: Any, most: int = 10_000) -> tuple[str, ...]:
    """Returns the texts of a list."""
    return tuple(each for each in value[:most] if isinstance(each, str)) if isinstance(value, list) else ()


def objects(value: Any, most: int = 10_000) -> list[dict[str, Any]]:
    """Returns the objects of a list."""
    return [each for each in value[:most] if isinstance(each, dict)] if isinstance(value, list) else []


def inner(value: Any) -> dict[str, Any]:
    """Returns an object, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def moment(value: Any) -> int | None:
    """Returns ms since 1970 of a number of ms, a time as text, or a date of MongoDB; None for anything else."""
    if isinstance(value, dict):
        value = value.get("$date", value.get("$numberLong"))
        return moment(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 < value < LATEST_MS else None
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return moment(float(value))
    return _of_text(value) if isinstance(value, str) else None


def seconds(value: Any) -> int | None:
    """Returns ms since 1970 of a number of seconds, such as the `ts` of Slack."""
    if isinstance(value, int | float | str) and NUMBER.fullmatch(str(value)):
        whole, _, part = str(value).partition(".")
        return moment(int(whole) * 1000 + int(f"{part}000"[:3]))
    return None


def _of_text(value: str) -> int | None:
    try:
        found = datetime.fromisoformat(value[:40])
    except ValueError:
        return None
    return moment(round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000))
