"""The files of a room: by kind, person, name and time, page after page."""

from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec import json

from chat_desktop.background import giving_way
from chat_desktop.chat.attachments.records import Attachment, RoomFile
from chat_desktop.chat.core import actors
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid
from chat_desktop.search_text import folding
from chat_desktop.storage.queries import files as file_queries

PAGE_MOST = 60
NAMES_MOST = 2_000  # that are looked at for one page: a room with a million files holds nobody up
WORDS_MOST = 100  # characters
FIRST_PAGE = 1 << 62
FIELDS = len(Attachment.__annotations__)

KINDS = {
    "picture": ("image", "video"),
    "document": ("pdf", "text", "file"),
    "voice": ("audio",),
}


class AskedFiles(NamedTuple):
    """Which files are asked for. What is None does not restrict them.

    `before` and `after` are seqs of the room: only files before the first one, or only those after the second one, the
    oldest first. `until_ms`: only files of messages before this moment. `words` are parts of names.
    """

    kind: str | None = None
    sender_id: str | None = None
    words: str = ""
    before: int | None = None
    after: int | None = None
    until_ms: int | None = None


class FilePage(NamedTuple):
    """Some files, and the seq with which the next page is asked for: None on the last one.

    All files of one message are in one page. A page may be empty and not the last one, when names are asked for.
    """

    files: list[RoomFile]
    next_seq: int | None


def find(reading: Reading, session_id: str, room_id: str, asked: AskedFiles) -> FilePage:
    """Returns files of a room, the newest first. Raises NotSignedIn, NotFound, Invalid."""
    actor = actors.find(reading, session_id)
    memberships.check(reading, actor.user_id, room_id)
    if asked.kind is not None and asked.kind not in KINDS:
        raise Invalid("kind", "kind_is_one_of", {"kinds": ", ".join(KINDS)})
    if len(asked.words) > WORDS_MOST:
        raise Invalid("q", "name_searched_for_most_characters", {"n": WORDS_MOST})
    kinds = None if asked.kind is None else json.encode(KINDS[asked.kind]).decode()
    bound = _bound(reading, room_id, asked)
    words = folding.fold(asked.words).split()
    if asked.words.strip() and not words:
        return FilePage([], None)  # nothing is found by marks alone

    def rows(is_of_names: bool, limit: int) -> list[tuple[Any, ...]]:
        query = file_queries.in_room(is_of_names, asked.after is not None)
        return reading.db.execute(query, (room_id, bound, kinds, asked.sender_id, limit)).fetchall()

    return _named(reading, rows, words) if words else _page(rows(False, PAGE_MOST + 1))


def _bound(reading: Reading, room_id: str, asked: AskedFiles) -> int:
    """The seq before or after which the files are."""
    if asked.after is not None:
        return _in_range(asked.after)
    before = FIRST_PAGE if asked.before is None else _in_range(asked.before)
    return before if asked.until_ms is None else min(before, _first_seq_at(reading, room_id, asked.until_ms))


def _in_range(seq: int) -> int:
    return max(0, min(seq, FIRST_PAGE))


def _first_seq_at(reading: Reading, room_id: str, moment_ms: int) -> int:
    """The seq of the room's first message at or after a moment: found by halves, as no index is by time."""
    low, high = 0, 1 + reading.db.execute(file_queries.LAST_SEQ, (room_id,)).fetchone()[0]
    while low < high:
        middle = (low + high) // 2
        row = reading.db.execute(file_queries.MESSAGE_FROM, (room_id, middle)).fetchone()
        if row is None or row[1] >= moment_ms:
            high = middle
        else:
            low = row[0] + 1
    return low


def _page(rows: list[tuple[Any, ...]]) -> FilePage:
    found = [RoomFile(Attachment(*row[:FIELDS]), *row[FIELDS:]) for row in rows]
    if len(found) <= PAGE_MOST:
        return FilePage(found, None)
    whole = [one for one in found if one.seq != found[-1].seq]
    return FilePage(whole, whole[-1].seq)


def _named(reading: Reading, rows: Callable[[bool, int], list[tuple[Any, ...]]], words: list[str]) -> FilePage:
    """The files whose names have all words."""
    names = rows(True, NAMES_MOST + 1)
    next_seq = None
    if len(names) > NAMES_MOST:
        names = [row for row in names if row[1] != names[-1][1]]
        next_seq = names[-1][1]
    found = [row for row in giving_way(names) if _has(row[2], words)]
    if len(found) > PAGE_MOST:
        found = [row for row in found[: PAGE_MOST + 1] if row[1] != found[PAGE_MOST][1]]
        next_seq = found[-1][1]
    chosen = json.encode([row[0] for row in found]).decode()
    page = _page(reading.db.execute(file_queries.THESE, (chosen,)).fetchall())
    return FilePage(page.files, next_seq)


def _has(name: str, words: list[str]) -> bool:
    folded = folding.fold(name)
    return all(word in folded for word in words)
