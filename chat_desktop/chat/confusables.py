"""The skeleton of a name by UTS 39: two names that look alike have the same one."""

import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "unicode" / "confusables.txt"


def skeleton(text: str) -> str:
    """UTS 39, section 4, of the case-folded NFKC of TEXT (protocol.md asks for that, so that case never tells two apart)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    decomposed = unicodedata.normalize("NFD", folded)
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
