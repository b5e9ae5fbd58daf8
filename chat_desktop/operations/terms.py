"""Makes the copy of an office in a data folder the one that counts (chat/office/copies.py)."""

import sqlite3
from pathlib import Path

from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.storage import folder_lock, newer_copy, snapshot
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.newer_copy import NewerCopy


def highest_known(data: Path) -> int:
    """Returns the highest term that the office in a data folder has or knows of; 0 where there is none.

    Raises sqlite3.Error.
    """
    newer = newer_copy.read(data)
    return max(snapshot.term(data / FILE_NAME), newer.term if newer else 0)


def make_current(data: Path) -> NewerCopy | None:
    """Gives the copy in a folder a higher term than every other it knows of, so that it serves again.

    Returns the copy that served instead, or None when this one did not know of another. Raises StartError.
    """
    held = folder_lock.hold(data)
    try:
        database, newer = data / FILE_NAME, newer_copy.read(data)
        if snapshot.term(database) == 0:
            raise StartError("no_office_in", {"folder": data})
        snapshot.raise_term(database, highest_known(data))
        newer_copy.forget(data)
        return newer
    except sqlite3.Error as problem:
        raise StartError("database_unchanged", {"folder": data, "why": system_words(problem)}) from problem
    except OSError as problem:
        raise StartError("folder_unchanged", {"folder": data, "why": system_words(problem)}) from problem
    finally:
        held.release()
