"""The part of a message that a result of a search shows: one line around the first word that was found."""

import re
from collections.abc import Callable

from chat_desktop.chat.formatting.characters import WHITESPACE
from chat_desktop.chat.formatting.cut_text import belongs_to_character_before, cut_text
from chat_desktop.chat.formatting.preview import cut_blocks, ends_in_code, preview
from chat_desktop.chat.search.marks import Span

MOST_CHARACTERS = 240  # code points, as all bounds here
BEFORE_CHARACTERS = 60  # of them at most before the first mark
READ_CHARACTERS = 700  # so much of a long message is read, of which this much stands before the first word:
READ_BEFORE_CHARACTERS = 200
_SPACES = re.compile(f"[{WHITESPACE}]+")
_SPACE = re.compile(f"[{WHITESPACE}]")

Find = Callable[[str], list[Span]]


def make(body: str, spans: list[Span], find: Find) -> tuple[str, list[Span]]:
    """Returns a line of a message without its formatting, and where the words stand in it, in UTF-16 units.

    SPANS are those of the message itself, none if the search has no words; FIND finds them in a part of it.
    """
    near = _near(body, spans[0][0] if spans else 0)
    line = preview(near, READ_CHARACTERS)
    marks = spans if line == body or not spans else find(line)
    if spans and not marks:  # in what a preview leaves out: the address of a link, or a quote before an answer
        line = _SPACES.sub(" ", near).strip(WHITESPACE)
        marks = find(line)
    start = _word_start(line, marks[0][0] - BEFORE_CHARACTERS, marks[0][0]) if marks else 0
    return _cut(line, start, marks)


def _near(body: str, first: int) -> str:
    """The part of a long text that is read: it has the place FIRST in it."""
    start = first - READ_BEFORE_CHARACTERS
    if start <= 0 or len(body) <= READ_CHARACTERS:
        return cut_blocks(body, READ_CHARACTERS)
    start = _word_start(body, start, first)
    begin = "```\n…" if ends_in_code(body[:start]) else "…"
    return cut_blocks(begin + body[start:], len(begin) + READ_CHARACTERS)


def _cut(line: str, start: int, marks: list[Span]) -> tuple[str, list[Span]]:
    """The line from START on, with the marks that are still in it."""
    begin = "…" if start else ""
    kept = cut_text(line[start:], MOST_CHARACTERS)
    end = "" if start + len(kept) == len(line) else "…"
    shown = f"{begin}{kept.rstrip(WHITESPACE) if end else kept}{end}"
    moved = [(first - start + len(begin), min(after - start, len(kept)) + len(begin)) for first, after in marks]
    return shown, in_utf16(shown, [(first, after) for first, after in moved if first < after])


def in_utf16(text: str, spans: list[Span]) -> list[Span]:
    """Returns the places in the units that JavaScript counts."""
    return [(_utf16(text, first), _utf16(text, after)) for first, after in spans]


def _utf16(text: str, place: int) -> int:
    """The place in the units that JavaScript counts."""
    before = text[:place]
    return place if before.isascii() else len(before.encode("utf-16-le")) // 2


def _word_start(text: str, start: int, most: int) -> int:
    """The beginning of the first word from START on, or of the first character where the word goes on up to MOST."""
    if start <= 0:
        return 0
    space = _SPACE.search(text, start, most)
    if space is not None:
        return space.end()
    while start < most and belongs_to_character_before(text, start):
        start += 1
    return start
