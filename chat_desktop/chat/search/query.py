"""Reads what a person has typed into the search box. Every text is a query.

    floor plan          both words, or words that begin with them
    "floor plan"        exactly these words, one after the other; single words too
    -draft              without this word; -from:, -in:, -has: and -type: too
    from: in:           a name, in quotes if it has spaces
    before: after: on:  2026, 2026-11, 2026-11-23, today or yesterday
    has: is:            link, file, image, video, voice or poll; pinned, saved or unread
    type:               of a file: image, video, audio, document and so on, or the ending of its name, such as xlsx

What is none of these is text: a word with a colon, a quote that has no end, a lone minus.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

FilterName = Literal["from", "in", "before", "after", "on", "has", "is", "type"]
FILTERS: tuple[str, ...] = get_args(FilterName)
EXCLUDABLE = ("from", "in", "has", "type")

# Keyboards of phones and word processors replace plain quotes by these.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
# As keyboards for Chinese type it.
_COLONS = re.compile(rf"(?i)\b({'|'.join(FILTERS)})：")
_PART = re.compile(
    rf'(?P<minus>-?)(?:(?P<name>{"|".join(FILTERS)}):(?=[^\s:/]))?(?:"(?P<quoted>[^"]*)(?P<end>"?)|(?P<plain>\S+))',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be found. `is_exact`: they stand in quotes. `is_open`: the second quote has not been typed yet."""

    text: str
    is_exact: bool = False
    is_open: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What the message has to be, besides its words."""

    name: str
    value: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of a query, in the order in which they were typed."""

    texts: tuple[Text, ...]
    filters: tuple[Filter, ...]


def parse(typed: str) -> Query:
    """Returns the parts of a query. It takes any text."""
    texts, filters = list[Text](), list[Filter]()
    for part in _PART.finditer(_COLONS.sub(r"\1:", typed.translate(_QUOTES))):
        name, is_excluded = (part["name"] or "").lower(), bool(part["minus"])
        value = (part["plain"] if part["quoted"] is None else part["quoted"]).strip()
        if name and value and (not is_excluded or name in EXCLUDABLE):
            filters.append(Filter(name, value, is_excluded))
        elif part["quoted"] is None:
            texts.append(Text(part[0].removeprefix(part["minus"]), is_excluded=is_excluded))
        else:
            texts.append(Text(value, is_exact=True, is_open=not part["end"], is_excluded=is_excluded))
    return Query(tuple(text for text in texts if text.text), tuple(filters))
