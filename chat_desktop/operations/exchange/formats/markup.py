"""Translates the marks, mentions and names of emoji of other programs into ours."""

import functools
import json
import re
from collections.abc import Callable

from chat_desktop import paths

FENCE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
SHORT_NAME = re.compile(r":([a-z0-9_+'-]{1,60})(?:::skin-tone-([2-6]))?:")
# Marks that stand at the edges of words, as those programs read them.
STAR = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*[^\s*])\*(?![\w*])")
TILDE = re.compile(r"(?<![\w~])~(?=\S)([^~\n]*[^\s~])~(?![\w~])")
LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\(<?((?:https?://|mailto:)[^\s)>]{1,2000})>?(?: \"[^\"\n]*\")?\)")
TONES = {str(number): chr(0x1F3F9 + number) for number in range(2, 7)}
DATA = "vendor/emoji/en.json"
ALSO = {"simple_smile": "🙂", "facepunch": "👊", "hankey": "💩", "heavy_exclamation_mark": "❗", "telephone": "☎️"}


@functools.cache
def emoji_names() -> dict[str, str]:
    """Returns emoji by their short names."""
    rows = json.loads((paths.webui() / DATA).read_text("utf-8"))
    found = {name: row[0] for row in rows if len(row) > 4 and isinstance(row[4], str) for name in row[4].split()}
    return ALSO | found


def emoji(name: str) -> str:
    """Returns the emoji of a short name with or without colons, or the name as it is."""
    bare, _, tone = name.strip(":").partition("::skin-tone-")
    found = emoji_names().get(bare) or _flag(bare)
    return name if found is None else found + TONES.get(tone, "")


def outside_code(text: str, translate: Callable[[str], str]) -> str:
    """Returns the text translated, but for what stands in code."""
    parts = FENCE.split(text)
    return "".join(part if at % 2 else translate(part) for at, part in enumerate(parts))


def fenced(text: str) -> str:
    """Returns the text with the fences of code on lines of their own, as ours have to be."""
    return re.sub(r"```\n?(.*?)\n?```", lambda found: f"\n```\n{found[1]}\n```\n", text, flags=re.DOTALL).strip("\n")


def short_names(text: str) -> str:
    """Returns the text with emoji in place of their short names."""
    return SHORT_NAME.sub(lambda found: _or_as_typed(found[0]), text)


def single_marks(text: str) -> str:
    """Returns *bold* and ~struck~ text with our marks, which are double."""
    return TILDE.sub(r"~~\1~~", STAR.sub(r"**\1**", text))


def labelled_links(text: str) -> str:
    """Returns the text with `[label](address)` as `label (address)`."""
    return LINK.sub(lambda found: labelled(found[1], found[2]), text)


def labelled(label: str, address: str) -> str:
    """Returns a link with its label, which ours have not."""
    address = address.removeprefix("mailto:")
    bare = address.split("://")[-1].rstrip("/")
    return address if not label.strip() or label.strip().rstrip("/") in (address, bare) else f"{label} ({address})"


def _or_as_typed(name: str) -> str:
    found = emoji(name)
    return name if found == name else found


def _flag(name: str) -> str | None:
    return emoji_names().get(name.removeprefix("flag-")) if name.startswith("flag-") else None
