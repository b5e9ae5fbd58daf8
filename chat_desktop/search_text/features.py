"""What a message has besides its words: links, and what it carries, for `has:`, `type:` and the names of files."""

import json
import re
from dataclasses import dataclass
from typing import Any

from chat_desktop.search_text import file_types

LINK = re.compile(r"\bhttps?://\w|\bwww\.\w", re.IGNORECASE)
FILES = "attachments"
SHOWN = frozenset({"image", "video", "voice"})  # types of files that `has:` names too


@dataclass(frozen=True, slots=True)
class Carried:
    """What a message carries: `names` of files in their order, what it `has`, and the `types` of its files."""

    names: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


NOTHING = Carried()


def features(body: str, carried: Carried) -> frozenset[str]:
    """Returns those of `wanted.HAS` that are true of a message."""
    return carried.has | {"link"} if LINK.search(body) else carried.has


def read(content: str | None) -> Carried:
    """Returns what a message carries. CONTENT is its JSON, or None."""
    if content is None or not ('"poll"' in content or f'"{FILES}"' in content):
        return NOTHING
    loaded = _object(content)
    listed = loaded.get(FILES)
    files = [file for file in listed if isinstance(file, dict)] if isinstance(listed, list) else []
    has = frozenset({"poll"} & set(loaded))
    return _with_files(has, files) if files else Carried(has=has)


def _with_files(has: frozenset[str], files: list[dict[str, Any]]) -> Carried:
    names = tuple(str(file.get("name", "")) for file in files)
    types = frozenset().union(*map(file_types.of_file, files))
    return Carried(names, has | {"file"} | (types & SHOWN), types)


def _object(content: str) -> dict[str, Any]:
    """The JSON object, an empty one where it cannot be read."""
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}
