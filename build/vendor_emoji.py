"""Compacts the npm packages with emoji to what the page's emoji picker needs.

`en.json` is the table itself, of emojibase-data. Each other language has a file with its names and keywords, of CLDR.
"""

import json
from pathlib import Path
from typing import Any

PACKAGE = "emojibase-data"
ENGLISH = "en"
# The other languages of the page, and their names in CLDR.
NAMES = {"ar": "ar", "de": "de", "es": "es", "fr": "fr", "ja": "ja", "pt-BR": "pt", "zh-Hans": "zh"}
# Emoji, and those that are made of several: flags of countries, couples, people with a job.
ANNOTATIONS = (("cldr-annotations-full", "annotations"), ("cldr-annotations-derived-full", "annotationsDerived"))
# The package's groups in the order of the picker. "Component" (2) holds skin tones and hair alone.
GROUPS = (0, 1, 3, 4, 6, 5, 7, 8, 9)
FIRST_TONE = 0x1F3FB
TONES = 5
EMOJI_STYLE = "\ufe0f"
Row = list[Any]


def table(packages: Path) -> str:
    """Returns the table of emoji, with English words: one emoji a line.

    A line holds the emoji, its name, its group's place, the version of Unicode's emoji that brought it, its short
    names and its tags; and its five skin tones, or 1 where a tone follows its first character as usual.
    """
    data = packages / PACKAGE / ENGLISH
    short_names = [
        json.loads((data / "shortcodes" / f"{source}.json").read_text(encoding="utf-8"))
        for source in ("github", "emojibase")
    ]
    entries = json.loads((data / "data.json").read_text(encoding="utf-8"))
    shown = sorted((one for one in entries if one.get("group") in GROUPS), key=lambda one: one["order"])
    rows = (_json(_row(one, short_names)) for one in shown)
    return "[\n" + ",\n".join(rows) + "\n]\n"


def names(packages: Path, language: str) -> str:
    """Returns the names and keywords of a language, one emoji a line: [name, keywords] by the emoji of the table."""
    found: dict[str, dict[str, list[str]]] = {}
    for package, kind in ANNOTATIONS:
        path = packages / package / kind / NAMES[language] / "annotations.json"
        found |= json.loads(path.read_text(encoding="utf-8"))[kind]["annotations"]
    emoji = [row[0] for row in json.loads(table(packages))]
    lines = (f"{_json(one)}:{_json(_named(found[_bare(one)]))}" for one in emoji if _bare(one) in found)
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _named(annotation: dict[str, list[str]]) -> list[str]:
    name = annotation["tts"][0].replace("\u202f", "\u00a0")
    said = set(name.lower().split())
    words = dict.fromkeys(word for keyword in annotation.get("default", []) for word in keyword.split())
    return [name, " ".join(word for word in words if word.lower() not in said)]


def _bare(emoji: str) -> str:
    """CLDR leaves out what asks for the style of emoji."""
    return emoji.replace(EMOJI_STYLE, "")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
