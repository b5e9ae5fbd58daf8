"""Keeps the index small and fast: a little after each batch, and all of it once a week, in parts.

What was deleted leaves the file only by the weekly work.
"""

import sqlite3

EVERY_MS = 7 * 24 * 60 * 60 * 1000
# After a batch. FTS5 itself merges segments of less than 64 pages rarely, and a batch has two or three: it would keep
# up to 15 of them, and each word of a search is looked up in each.
BATCH_PAGES = 64
STEPS = 4  # at a time
STEP_PAGES = 200
TABLES = ("messages", "parts")
# The value is how many pages. With a negative number FTS5 begins to merge everything; what it has begun goes on then.
MERGE = "INSERT INTO {0} ({0}, rank) VALUES ('merge', ?)"
CHECK = "INSERT INTO {0} ({0}) VALUES ('integrity-check')"
DONE_CHANGES = 2  # a merge that changes fewer rows has found nothing to do


def after_batch(index: sqlite3.Connection) -> None:
    """Merges segments where four or more are of one size. Raises sqlite3.Error."""
    for table in TABLES:
        index.execute(MERGE.format(table), (BATCH_PAGES,))


def go_on(index: sqlite3.Connection) -> bool:
    """Does a part of the work and returns whether it is done. Raises sqlite3.Error, also when the index is damaged."""
    for table in TABLES:
        for _ in range(STEPS):
            if _is_merged(index, table):
                break
        else:
            return False
    for table in TABLES:
        index.execute(CHECK.format(table))
    return True


def _is_merged(index: sqlite3.Connection, table: str) -> bool:
    before = index.total_changes
    index.execute(MERGE.format(table), (-STEP_PAGES,))
    return index.total_changes - before < DONE_CHANGES
