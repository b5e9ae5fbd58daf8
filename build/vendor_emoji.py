"""Compacts the emoji of the npm package emojibase-data to what the page's emoji picker needs: one file a language."""

import json
from pathlib import Path
from typing import Any

PACKAGE = "emojibase-data"
LANGUAGES = ("en",)
# The package's groups in the order of the picker. "Component" (2) holds skin tones and hair alone.
GROUPS = (0, 1, 3, 4, 6, 5, 7, 8, 9)
FIRST_TONE = 0x1F3FB
TONES = 5
EMOJI_STYLE = "\ufe0f"
Row = list[Any]


def compacted(packages: Path, language: str) -> str:
    """Returns the data file of a language: one emoji a line.

    A line holds the emoji, its name, its group's place, the version of Unicode's emoji that brought it, its short
    names and its tags; and its five skin tones, or 1 where a tone follows its first character as usual.
    """
    data = packages / PACKAGE / language
    short_names = [
        json.loads((packages / PACKAGE / "en" / "shortcodes" / f"{source}.json").read_text(encoding="utf-8"))
        for source in ("github", "emojibase")
    ]
    entries = json.loads((data / "data.json").read_text(encoding="utf-8"))
    shown = sorted((one for one in entries if one.get("group") in GROUPS), key=lambda one: one["order"])
    rows = (json.dumps(_row(one, short_names), ensure_ascii=False, separators=(",", ":")) for one in shown)
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _row(one: dict[str, Any], short_names: list[dict[str, str | list[str]]]) -> Row:
    names: list[str] = []
    for table in short_names:
        found = table.get(one["hexcode"], [])
        names += [found] if isinstance(found, str) else found
    tags = " ".join(one.get("tags", []))
    row = [
        _qualified(one),
        one["label"],
        GROUPS.index(one["group"]),
        one["version"],
        " ".join(dict.fromkeys(names)),
        tags,
    ]
    tones = _tones(one)
    return [*row, tones] if tones else row


def _qualified(one: dict[str, Any]) -> str:
    """Returns the emoji as Unicode recommends it: the package marks the style also where it is the usual one."""
    emoji: str = one["emoji"]
    return emoji.removesuffix(EMOJI_STYLE) if one["type"] == 1 and len(emoji) == 2 else emoji


def _tones(one: dict[str, Any]) -> list[str] | int | None:
    """Returns the emoji in the five tones, 1 if they follow the rule, or None. Of pairs only equal tones are taken."""
    found = {skin["tone"]: skin["emoji"] for skin in one.get("skins", []) if isinstance(skin["tone"], int)}
    if len(found) < TONES:
        return None
    tones = [found[tone] for tone in range(1, TONES + 1)]
    first, rest = one["emoji"][0], one["emoji"][1:].removeprefix(EMOJI_STYLE)
    return 1 if tones == [first + chr(FIRST_TONE + tone) + rest for tone in range(TONES)] else tones
