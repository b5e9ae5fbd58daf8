"""A look into a data folder from outside, without opening the office in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from chat_desktop.storage.database import FILE_NAME


def has_owner(data: Path) -> bool:
    """Whether an office there has been set up. What cannot be read counts as one: nobody is to be kept from theirs."""
    file = data / FILE_NAME
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("SELECT EXISTS (SELECT 1 FROM users WHERE role = 'owner')").fetchone()
    except sqlite3.Error:
        return True
    return bool(found[0])
