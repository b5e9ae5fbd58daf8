"""Searches the messages that a person may read now, the newest first."""

import re
from dataclasses import dataclass, replace
from typing import Any

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import Actor, Message
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.search import asked, marks, snippets
from chat_desktop.chat.search.asked import Asked
from chat_desktop.chat.search.marks import Span
from chat_desktop.errors import Invalid
from chat_desktop.search_text import features
from chat_desktop.search_text.wanted import Wanted, Within
from chat_desktop.storage.search_index.index import Coverage

PAGE, PAGE_MAX = 20, 50
# Of more it is only told that there are more: to read them all would take as long as to show them.
MOST_COUNTED = 100
# Where the page before ended. The letter is the value of a Within.
CURSOR = re.compile(r"([wam])(\d{1,18})", re.ASCII)
FIRST = 10**18 - 1  # before this `n` lie all

Rows = list[tuple[Any, ...]]  # n, and the columns of Message
Page = tuple[list[tuple[Within, tuple[Any, ...]]], str | None]  # rows, and the cursor of the next page


@dataclass(frozen=True, slots=True)
class Result:
    """A message with the part of it that is shown. `marks` are places in the snippet, in UTF-16 units.

    `file_marks` are the places in names of its files, which are told by their number; names without a place are left
    out.
    """

    message: Message
    snippet: str
    marks: list[Span]
    file_marks: list[tuple[int, list[Span]]]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Some results. `cursor` is that of the next page; `coverage` is None if the whole history was searched."""

    results: list[Result]
    cursor: str | None
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages were found, or with `is_more` that there are more than these."""

    n: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is in the room that was searched, None without a room, and in all rooms. `coverage` as of a page."""

    in_room: Count | None
    in_all: Count
    coverage: Coverage | None


@dataclass(slots=True)
class _Seeker:
    """Asks the index for one person and one search."""

    reading: Reading
    user_id: str
    wanted: Wanted
    coverage: Coverage | None = None

    def rows(self, within: Within, before_n: int | None, limit: int) -> Rows:
        index = self.reading.search_index
        found = index.find(self.reading.db, self.user_id, self.wanted, within, before_n=before_n, limit=limit)
        self.coverage = found.coverage
        return found.rows


def find(reading: Reading, session_id: str, search: Asked, cursor: str | None = None, limit: int = PAGE) -> ResultPage:
    """Returns a page of what a person searches for.

    Words are found whole and by their beginnings. If that brings less than a page, they are found in the middle of
    others too; otherwise what is found so follows at the end. Raises NotSignedIn, NotFound, Invalid.
    """
    actor = actors.find(reading, session_id)
    if not 1 <= limit <= PAGE_MAX:
        raise Invalid("limit", "ask_for_1_results_time", {"n": PAGE_MAX})
    within, before_n = _place(cursor)
    wanted = asked.interpret(reading, actor, search)
    if wanted is None:
        return ResultPage([], None, None)
    seeker = _Seeker(reading, actor.user_id, wanted)
    rows, following = _found(seeker, within, before_n, limit)
    results = [found for row in rows if (found := _result(wanted, *row)) is not None]
    return ResultPage(results, following, seeker.coverage)


def count(reading: Reading, session_id: str, search: Asked) -> Counts:
    """Counts what all pages of a search would have together, up to a limit. Raises NotSignedIn, NotFound, Invalid."""
    actor = actors.find(reading, session_id)
    in_room, coverage = (None, None) if search.room_id is None else _count(reading, actor, search)
    if in_room is not None and in_room.is_more:
        return Counts(in_room, in_room, coverage)
    return Counts(in_room, *_count(reading, actor, replace(search, room_id=None)))


def _count(reading: Reading, actor: Actor, search: Asked) -> tuple[Count, Coverage | None]:
    wanted = asked.interpret(reading, actor, search)
    if wanted is None:
        return Count(0, False), None
    seeker = _Seeker(reading, actor.user_id, wanted)
    rows, following = _found(seeker, Within.WORDS, None, MOST_COUNTED)
    return Count(len(rows), following is not None), seeker.coverage


def _place(cursor: str | None) -> tuple[Within, int | None]:
    if cursor is None:
        return Within.WORDS, None
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise Invalid("cursor", "ask_value_came_page_before")
    return Within(found[1]), int(found[2])


def _has_fragments(wanted: Wanted) -> bool:
    return any(term.fragment is not None for term in wanted.terms)


def _found(seeker: _Seeker, within: Within, before_n: int | None, limit: int) -> Page:
    if within is Within.WORDS and _has_fragments(seeker.wanted):
        return _words_and_then_middle(seeker, before_n, limit)
    return _page(seeker, within, before_n, limit)


def _words_and_then_middle(seeker: _Seeker, before_n: int | None, limit: int) -> Page:
    if before_n is None and (seeker.wanted.is_saved or seeker.wanted.is_pinned):  # each of the few is read once then
        rows, following = _page(seeker, Within.ANYWHERE, None, limit)
        if following is None:
            return rows, None
    rows, following = _page(seeker, Within.WORDS, before_n, limit)
    if following is not None:
        return rows, following
    if before_n is None:  # everything fits on the first page, so that all can be in order
        return _with_middle(seeker, [row for _, row in rows], limit)
    if len(rows) == limit:
        return rows, f"{Within.MIDDLE.value}{FIRST}"
    more, following = _page(seeker, Within.MIDDLE, None, limit - len(rows))
    return rows + more, following


def _with_middle(seeker: _Seeker, words: Rows, limit: int) -> Page:
    """The first page of all that has the words anywhere. WORDS are all that has them whole or at their beginnings."""
    parts = seeker.rows(Within.PARTS, None, limit + 1)
    by_place = {row[0]: row for row in (*parts, *words)}
    return _cut([by_place[n] for n in sorted(by_place, reverse=True)], Within.ANYWHERE, limit)


def _page(seeker: _Seeker, within: Within, before_n: int | None, limit: int) -> Page:
    return _cut(seeker.rows(within, before_n, limit + 1), within, limit)


def _cut(rows: Rows, within: Within, limit: int) -> Page:
    following = f"{within.value}{rows[limit - 1][0]}" if len(rows) > limit else None
    return [(within, row) for row in rows[:limit]], following


def _result(wanted: Wanted, within: Within, row: tuple[Any, ...]) -> Result | None:
    """None for a message whose text was changed so lately that the index has not followed yet."""
    message = Message(*row[1:])
    in_middle = within is not Within.WORDS
    names = features.read(message.content).names
    found = marks.find_among([message.body, *names], wanted.terms, in_middle)
    if found is None:
        return None
    spans, *of_names = found
    snippet, shown = snippets.make(
        message.body, spans, lambda text: marks.find(text, wanted.terms, in_middle, is_part=True) or []
    )
    named = [
        (number, snippets.in_utf16(name, places))
        for number, (name, places) in enumerate(zip(names, of_names, strict=True))
        if places
    ]
    return Result(message, snippet, shown, named)
