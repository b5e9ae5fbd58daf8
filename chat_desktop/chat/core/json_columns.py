"""The columns that hold JSON: one row that cannot be read must not keep the others of its page from anybody.

The program wrote them; but disks err, and databases are copied and mended by hand.
"""

import json
import logging
from typing import Any

log = logging.getLogger(__name__)

Given = list[tuple[str, list[str]]]


def strings(text: str | None) -> list[str]:
    """The ids in `mentions`; none when it cannot be read."""
    found = _read(text)
    return found if _is_strings(found) else []


def reactions(text: str | None) -> Given:
    """Each emoji with who gave it; what cannot be read is left out."""
    found = _read(text)
    pairs = found if isinstance(found, list) else []
    return [(pair[0], pair[1]) for pair in pairs if _is_reaction(pair)]


def details(text: str | None) -> dict[str, Any]:
    """What an entry of the audit log says besides; nothing when it cannot be read."""
    found = _read(text)
    return found if isinstance(found, dict) else {}


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
