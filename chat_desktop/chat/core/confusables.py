"""The skeleton of a name by UTS 39: two names that look alike have the same one."""

import re
import unicodedata
from functools import cache
from pathlib import Path

# Unicode's Default_Ignorable_Code_Point, and the blank of Braille: drawn as nothing, though some count as letters (the
# Hangul fillers) or marks (the grapheme joiner, the variation selectors), so that no category tells them.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

DATA = Path(__file__).parent / "unicode" / "confusables.txt"


def skeleton(text: str) -> str:
    """Returns the skeleton by UTS 39, section 4, of the case-folded NFKC of TEXT, so that case makes no difference."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    decomposed = unicodedata.normalize("NFD", UNSEEN.sub("", folded))
    replaced = "".join(_prototypes().get(character, character) for character in decomposed)
    return unicodedata.normalize("NFD", replaced)


@cache
def _prototypes() -> dict[str, str]:
    """Read at first use: a start should not pay for what only a new name needs."""
    table = {}
    for line in DATA.read_text("ascii").splitlines():
        if not line.startswith("#"):
            source, *target = (chr(int(code, 16)) for code in line.split())
            table[source] = "".join(target)
    return table
