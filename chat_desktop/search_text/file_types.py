"""The types of files by which `type:` finds the messages that carry them: endings of names, and sorts such as image."""

import re
from typing import Any

from chat_desktop.search_text import folding

MOST_CHARACTERS = 12  # of an ending
_ENDING = re.compile(r"\.([^.\s]+)$")
OTHER = "other"  # of which the host knows nothing
# What the host has found a file to be. A picture is one that it could open.
KINDS = ("image", "video", "audio", "voice", "pdf", "text", OTHER)
_BY_ENDING = {
    "document": "pdf doc docx odt rtf pages txt md markdown epub tex",
    "spreadsheet": "xls xlsx xlsm xlsb ods csv tsv numbers",
    "presentation": "ppt pptx odp key",
    "archive": "zip 7z rar tar gz tgz bz2 xz zst",
}
SORTS = (*KINDS, *_BY_ENDING)
_SORT_OF = {ending: sort for sort, endings in _BY_ENDING.items() for ending in endings.split()}
# Endings that are written in two ways, and other words for a sort.
_SAME = {"jpeg": "jpg", "jpe": "jpg", "tif": "tiff", "htm": "html", "mpg": "mpeg", "yml": "yaml", "markdown": "md"}
_SAME |= {"picture": "image", "photo": "image", "sound": "audio"}


def of_file(file: dict[str, Any]) -> set[str]:
    """Returns the types of a file from what its message stores: its sorts, and the ending of its name."""
    found = set[str]()
    kind = file.get("kind")
    found.add(kind if kind in KINDS else OTHER)
    if kind == "audio" and file.get("voice"):
        found.add("voice")
    ending = _ending(str(file.get("name", "")))
    if sort := _SORT_OF.get(ending, "document" if kind == "pdf" else ""):
        found.add(sort)
    # A file that is called "disk.image" is no picture.
    return found if not ending or (ending in SORTS and ending != "pdf") else {*found, ending}


def asked(typed: str) -> str:
    """Returns the type that somebody means, or an empty text if no file can have it."""
    value = _plain(typed.lstrip("."))
    return value.removesuffix("s") if value.removesuffix("s") in SORTS else _SAME.get(value.removesuffix("s"), value)


def _ending(name: str) -> str:
    found = _ENDING.search(name)
    ending = _plain(found[1]) if found else ""
    return _SAME.get(ending, ending)


def _plain(text: str) -> str:
    """The letters and digits alone, as folded for search. Empty for what is too long to be an ending."""
    folded = "".join(folding.fold(text[: 2 * MOST_CHARACTERS]).split())
    return folded if len(folded) <= MOST_CHARACTERS and len(text) <= 2 * MOST_CHARACTERS else ""
