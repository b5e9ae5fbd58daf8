"""Compares what the database says of each person's files with the files themselves."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from chat_desktop.storage.database import FILE_NAME

COUNTED = """
SELECT a.owner_id, count(*),
    sum(max(b.size, coalesce(b.made_bytes, 0)) + coalesce(max(p.size, coalesce(p.made_bytes, 0)), 0))
FROM attachments a JOIN blobs b ON b.hash = a.hash LEFT JOIN blobs p ON p.hash = a.poster
GROUP BY a.owner_id ORDER BY a.owner_id
"""
STORED = "SELECT owner_id, files, bytes FROM file_totals WHERE files OR bytes ORDER BY owner_id"

Totals = list[tuple[str, int, int]]


def stored_and_counted(folder: Path) -> tuple[Totals, Totals]:
    """Returns owner, files and bytes of everybody who has some: as the table has them, and counted."""
    with closing(sqlite3.connect(f"{(folder / FILE_NAME).as_uri()}?mode=ro", uri=True)) as database:
        found: list[Any] = [database.execute(query).fetchall() for query in (STORED, COUNTED)]
        return found[0], found[1]


def check(folder: Path) -> Totals:
    """Returns what the table has, which must be what is counted."""
    stored, counted = stored_and_counted(folder)
    assert stored == counted
    return stored
