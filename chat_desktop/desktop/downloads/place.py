"""Finds a free name in the chosen folder for a file that is saved, and keeps it until the file is complete.

The name comes from the office or from its page, so it is made safe first, and it never leads out of the folder.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from chat_desktop.desktop.texts import text
from chat_desktop.files.zip_stream import numbered_name, safe_name
from chat_desktop.languages.system_words import system_words

# Chromium writes to a file with this ending and renames it at the end.
PART_ENDING = ".download"
# A name has at most 255 bytes, and the ending of the unfinished file needs its own.
_MOST_NAME_BYTES = 255 - len(PART_ENDING)
_MOST_TRIES = 10_000
# A full system disk harms other programs too, so this much stays free.
KEPT_FREE_BYTES = 50_000_000


class NoPlaceError(Exception):
    """The file cannot be saved. The text is one sentence for the person."""


def reserve(folder: Path, suggested: str) -> Path:
    """Creates an empty file with a name that is free, "name (2).pdf" if need be, and returns its path.

    No file that exists is ever replaced. Raises NoPlaceError when the folder is gone or cannot be written."""
    if not folder.is_dir():
        raise NoPlaceError(text("place.folder_gone", folder=folder))
    name = safe_name(suggested)
    for number in range(1, _MOST_TRIES):
        target = folder / numbered_name(name, number, _MOST_NAME_BYTES)
        if os.path.lexists(part_of(target)):
            continue
        try:
            # "x" refuses every name that exists, also a link that leads elsewhere.
            target.open("xb").close()
        except FileExistsError:
            continue
        except OSError as problem:
            told = text("place.unwritable", folder=folder, why=system_words(problem))
            raise NoPlaceError(told) from problem
        return target
    raise NoPlaceError(text("place.too_many", folder=folder))


def release(target: Path) -> None:
    """Removes what an unfinished download has left: the empty file, and the part that was saved."""
    with suppress(OSError):
        part_of(target).unlink(missing_ok=True)
    with suppress(OSError):
        if target.stat().st_size == 0:
            target.unlink()


def part_of(target: Path) -> Path:
    """Returns the path of the unfinished file."""
    return target.with_name(target.name + PART_ENDING)


def check_space(folder: Path, missing_bytes: int) -> None:
    """Raises NoPlaceError when the disk of FOLDER has no room for MISSING_BYTES more."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        raise NoPlaceError(text("place.folder_gone", folder=folder)) from problem
    if free - max(missing_bytes, 0) < KEPT_FREE_BYTES:
        raise NoPlaceError(text("place.disk_full"))
