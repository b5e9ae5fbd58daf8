"""The skeleton of a name by UTS 39: two names that look alike have the same one; and the names that look like one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

# Unicode's Default_Ignorable_Code_Point, and the blank of Braille: drawn as nothing, though some count as letters (the
# Hangul fillers) or marks (the grapheme joiner, the variation selectors), so that no category tells them.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

REMEMBERED = 8_192  # names; with 40 characters each, a few megabytes
DATA = Path(__file__).parent / "unicode" / "confusables.txt"


def skeleton(text: str) -> str:
    """Returns the skeleton by UTS 39, section 4, of the case-folded NFKC of TEXT, so that case makes no difference."""
    return skeleton_as_written(unicodedata.normalize("NFKC", text).casefold())


def skeleton_as_written(text: str) -> str:
    """Returns the skeleton of the NFKC of TEXT. Small and capital letters stay apart, as they look different."""
    decomposed = unicodedata.normalize("NFD", UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    return unicodedata.normalize("NFD", decomposed.translate(_prototypes()))


class Looks:
    """The names that are taken, each with the id of its holder.

    The key of a name (`names.key`), which the database keeps unique, is the skeleton of its small letters. It does not
    see what looks alike as a capital only: a capital i and a small l, the Cyrillic В and a B.
    """

    def __init__(self, taken: Iterable[tuple[str, str]]) -> None:
        """TAKEN holds (id, name)."""
        self._holders: dict[str, set[str]] = {}
        for holder, name in taken:
            self.add(holder, name)

    def add(self, holder: str, name: str) -> None:
        """Adds a name that was given since."""
        for look in _looks(name):
            self._holders.setdefault(look, set()).add(holder)

    def is_taken(self, name: str, but: str | None = None) -> bool:
        """Returns whether another holder than BUT has a name that looks like NAME."""
        return any(self._holders.get(look, set()) - {but} for look in _looks(name))


@lru_cache(REMEMBERED)
def _looks(name: str) -> tuple[str, str]:
    """Returns the skeleton of NAME as it is written, and that of its small letters, whose case makes no difference.

    The case of the first one is kept: without it "Ian", which looks like "lan", would be a twin of "Lan" too. Some
    prototypes are capitals (of the digit 0, for example), so the case of the second is folded again.
    """
    as_written, small = skeleton_as_written(name), skeleton(name).casefold()
    return "=" + re.sub(r"\s", "", as_written), re.sub(r"\s", "", small)


@cache
def _prototypes() -> dict[int, str]:
    """Read at first use: a start should not pay for what only a new name needs."""
    table = {}
    for line in DATA.read_text("ascii").splitlines():
        if not line.startswith("#"):
            source, *target = (chr(int(code, 16)) for code in line.split())
            table[ord(source)] = "".join(target)
    return table
