"""Reads the columns that hold JSON. A value that cannot be read is ignored, so that the other rows of its page are
still shown.

The program wrote these values, but disks fail, and databases are copied and repaired by hand.
"""

import json
import logging
from typing import Any

log = logging.getLogger(__name__)

Given = list[tuple[str, list[str]]]


def strings(text: str | None) -> list[str]:
    """Returns the ids in `mentions`, or an empty list when they cannot be read."""
    found = _mentions(text)
    return found[1:] if found and found[0].startswith("@") else found


def mentions_all(text: str | None) -> str | None:
    """Returns the word by which `mentions` means a whole room: `here` or `everyone`. It stands first, with an `@`."""
    if text is None or not text.startswith('["@'):
        return None
    found = _mentions(text)
    return found[0][1:] if found else None


def reactions(text: str | None) -> Given:
    """Returns each emoji with the ids of those who reacted with it. What cannot be read is left out."""
    found = _read(text)
    pairs = found if isinstance(found, list) else []
    return [(pair[0], pair[1]) for pair in pairs if _is_reaction(pair)]


def content(text: str | None) -> dict[str, Any]:
    """Returns what a message carries besides its text, or an empty dict when it cannot be read."""
    return details(text)


def details(text: str | None) -> dict[str, Any]:
    """Returns a JSON object, such as the details of an audit entry, or an empty dict when it cannot be read."""
    found = _read(text)
    return found if isinstance(found, dict) else {}


def _mentions(text: str | None) -> list[str]:
    found = _read(text)
    return found if _is_strings(found) else []


def _read(text: str | None) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        log.warning("A column of the database holds something that is not JSON; it is ignored.")
        return None


def _is_strings(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def _is_reaction(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) and _is_strings(pair[1])
