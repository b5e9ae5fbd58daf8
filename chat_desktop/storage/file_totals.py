"""Keeps what the files of each person take, whichever statement adds or removes a file, so that no rule has to count.

The triggers belong to the writer's connection and not to the file, because a migration that copies a table would lose
them. Nothing else writes to the table of attachments.
"""

import sqlite3

from chat_desktop.storage.db_protocol import Db

# A file counts as much as what the host has made of it, if that is more: a small one can have large pictures. Nobody
# expects of a usual photo, whose copy without metadata is as large, that it counts twice.
_COUNTED = "max({0}size, coalesce({0}made_bytes, 0))"
# A video counts with the picture that stands for it.
_BYTES = f"""(SELECT coalesce(sum({_COUNTED.format("")}), 0) FROM blobs WHERE hash = {{0}}.hash)
    + (SELECT coalesce(sum({_COUNTED.format("")}), 0) FROM blobs WHERE hash = {{0}}.poster)"""  # noqa: S608
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
    f"""
CREATE TEMP TRIGGER file_totals_made AFTER UPDATE OF made_bytes ON blobs
WHEN {_COUNTED.format("NEW.")} IS NOT {_COUNTED.format("OLD.")}
BEGIN
  INSERT INTO file_totals (owner_id, files, bytes)
  SELECT owner_id, 0, count(*) * ({_COUNTED.format("NEW.")} - {_COUNTED.format("OLD.")})
  FROM (SELECT owner_id FROM attachments WHERE hash = NEW.hash
        UNION ALL SELECT owner_id FROM attachments WHERE poster = NEW.hash)
  WHERE true GROUP BY owner_id
  ON CONFLICT (owner_id) DO UPDATE SET bytes = bytes + excluded.bytes;
END""",  # noqa: S608
)


def keep(db: Db) -> None:
    """Counts the files that this connection adds and removes, until it closes."""
    assert isinstance(db, sqlite3.Connection)
    for trigger in TRIGGERS:
        db.execute(trigger)
