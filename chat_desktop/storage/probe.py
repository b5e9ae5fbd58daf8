"""Reads facts from a data folder without opening its office."""

import sqlite3
from contextlib import closing
from pathlib import Path

from chat_desktop.storage.database import FILE_NAME


def has_owner(data: Path) -> bool:
    """Returns whether the folder has an office with an owner.

    A database that cannot be read counts as one, so that its people are not sent to the set-up.
    """
    file = data / FILE_NAME
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("SELECT EXISTS (SELECT 1 FROM users WHERE role = 'owner')").fetchone()
    except sqlite3.Error:
        return True
    return bool(found[0])
