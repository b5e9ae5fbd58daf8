"""Keeps what the files of each person take, whichever statement adds or removes a file, so that no rule has to count.

The triggers belong to the writer's connection and not to the file, because a migration that copies a table would lose
them. Nothing else writes to the table of attachments.
"""

import sqlite3

from chat_desktop.storage.db_protocol import Db

# A file counts with the picture that stands for it if it is a video.
_BYTES = """(SELECT coalesce(sum(size), 0) FROM blobs WHERE hash = {0}.hash)
    + (SELECT coalesce(sum(size), 0) FROM blobs WHERE hash = {0}.poster)"""
_ADD = f"""
  INSERT INTO file_totals (owner_id, files, bytes) VALUES (NEW.owner_id, 1, {_BYTES.format("NEW")})
  ON CONFLICT (owner_id) DO UPDATE SET files = files + 1, bytes = bytes + excluded.bytes;
"""  # noqa: S608
_SUBTRACT = f"""
  UPDATE file_totals SET files = files - 1, bytes = bytes - ({_BYTES.format("OLD")}) WHERE owner_id = OLD.owner_id;
"""  # noqa: S608
TRIGGERS = (
    f"CREATE TEMP TRIGGER file_totals_insert AFTER INSERT ON attachments BEGIN {_ADD} END",
    f"CREATE TEMP TRIGGER file_totals_delete AFTER DELETE ON attachments BEGIN {_SUBTRACT} END",
    f"""
CREATE TEMP TRIGGER file_totals_update AFTER UPDATE OF hash, poster, owner_id ON attachments
BEGIN {_SUBTRACT} {_ADD} END""",
)


def keep(db: Db) -> None:
    """Counts the files that this connection adds and removes, until it closes."""
    assert isinstance(db, sqlite3.Connection)
    for trigger in TRIGGERS:
        db.execute(trigger)
