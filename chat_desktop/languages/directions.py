"""Keeps names of the other direction in their place within a sentence, by Unicode's marks for it (UAX 9).

The page does the same (webui/app/lib/i18n.js), and has elements for it too. Menus, questions, titles and notifications
of the system have these marks only.
"""

import re
from collections.abc import Mapping
from datetime import date

BEGIN, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"  # Hebrew, Arabic and others
)
_TO_LEFT = re.compile(f"[{_RIGHT_TO_LEFT}]")
_TO_RIGHT = re.compile(rf"[^\W\d_{_RIGHT_TO_LEFT}]")


def isolated(value: str, direction: str) -> str:
    """Returns VALUE with marks around it if it has letters of another direction than the sentence: `ltr` or `rtl`."""
    other = _TO_RIGHT if direction == "rtl" else _TO_LEFT
    return f"{BEGIN}{value}{END}" if other.search(value) and not value.startswith(BEGIN) else value


def all_isolated(values: Mapping[str, object], direction: str) -> dict[str, object]:
    """Returns the values of a sentence of a DIRECTION: names, paths and addresses isolated, numbers and dates as is."""
    return {name: _isolated(value, direction) for name, value in values.items()}


def _isolated(value: object, direction: str) -> object:
    if isinstance(value, list):
        return [isolated(str(one), direction) for one in value]
    return value if isinstance(value, int | float | date) else isolated(str(value), direction)
