"""Finds names after "@" and "#"."""

import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from chat_desktop.chat.formatting.characters import after, before, is_spaceless, is_word, joins_word

MAX_LOOKUPS = 200  # places of one message in which a name is looked for: more is no conversation

_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")


class NameTable(Struct):
    """Names by their folded spelling. The longest has `reach` code points."""

    by_name: dict[str, object]
    reach: int


def fold(text: str) -> str:
    """Returns what is equal for two spellings of a name."""
    return unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()


def name_table(entries: Iterable[tuple[str, object]]) -> NameTable:
    """Makes a table of names and what they stand for. Where two spell a name alike, the later one has it."""
    by_name = {fold(name): value for name, value in entries if name}
    return NameTable(by_name, max(map(len, by_name), default=0))


def may_name(line: str, at: int) -> bool:
    """Returns whether a name may follow a sign: "ana@example.org" names nobody, and "&#39;" no room."""
    left = before(line, at)
    if joins_word(left):
        return False
    return left not in ("@", "\uff20") if line[at] in "@\uff20" else left not in ("#", "\uff03", "&", "/")


def name_at(table: NameTable, line: str, at: int) -> tuple[int, object] | None:
    """Finds the longest name of the table that begins at a place and ends where a word ends."""
    for end, folded in reversed(_segments(line, at, table.reach)):
        if folded in table.by_name and _ends_word(line, end):
            return end, table.by_name[folded]
    return None


def _segments(line: str, at: int, reach: int) -> list[tuple[int, str]]:
    """The folded text up to each place where a letter with its accents ends.

    A stretch is folded, never the whole line: normalization is quadratic in combining marks.
    """
    ends: list[tuple[int, str]] = []
    folded = ""
    while at < len(line) and len(folded) < reach:
        end = _letter_end(line, at, reach)
        folded += fold(line[at:end])
        ends.append((end, folded))
        at = end
    return ends


def _letter_end(line: str, start: int, reach: int) -> int:
    end = start + 1
    while end < len(line) and end - start < 4 * reach and _extends(line[end]):
        end += 1
    return end


def _extends(character: str) -> bool:
    """Accents and the later parts of a Korean syllable may melt into the letter before them."""
    if character <= "\x7f":
        return False
    return "\u1160" <= character <= "\u11ff" or unicodedata.category(character)[0] == "M"


def _ends_word(line: str, end: int) -> bool:
    following = after(line, end)
    return not is_word(following) or is_spaceless(following) or not joins_word(before(line, end))
