"""Writes down what a message was before it changed, whichever statement changes it, so that the index can follow.

The index has no texts, so a message is taken out of it by what it was when it was indexed. The changes are kept in
order until the index has followed them: it may have been off for days, and a message may change many times meanwhile.

The triggers belong to the writer's connection and not to the file, because a migration that copies a table would lose
them. After every migration the index is made anew (database.py), so that a migration may change messages.
"""

import sqlite3
from typing import Protocol

from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.search_index import database_queries as queries

# What a message carries, and its files, decide by what it is found; how often somebody has voted does not.
_CONTENT = "CASE WHEN json_valid({0}.content) THEN {0}.content END"
_KINDS = f"(SELECT group_concat(key) FROM json_each({_CONTENT}))"  # noqa: S608
_FILES = f"json_extract({_CONTENT}, '$.attachments')"
_KEEP = """
BEGIN
  INSERT INTO search_todo (n, room_id, sender_id, body, content, created_at)
  VALUES (OLD.n, OLD.room_id, OLD.sender_id, CASE WHEN OLD.deleted THEN NULL ELSE OLD.body END, OLD.content,
          OLD.created_at);
END
"""
# A message that is posted writes nothing: the index finds it by its n.
TRIGGERS = (
    f"""
CREATE TEMP TRIGGER search_follows_update AFTER UPDATE OF body, deleted, content ON messages
WHEN OLD.body IS NOT NEW.body OR OLD.deleted IS NOT NEW.deleted
  OR (OLD.content IS NOT NEW.content AND ({_KINDS.format("OLD")} IS NOT {_KINDS.format("NEW")}
    OR {_FILES.format("OLD")} IS NOT {_FILES.format("NEW")}))
{_KEEP}""",
    # Of a tombstone too: the next message may get its n.
    f"CREATE TEMP TRIGGER search_follows_delete AFTER DELETE ON messages {_KEEP}",
)


class Writing(Protocol):
    """As much of a `Work` as is needed here."""

    @property
    def db(self) -> Db: ...


def forget(work: Writing, change: int) -> None:
    """A rule of the writer: removes the changes that the index has followed."""
    work.db.execute(queries.FORGET_CHANGES, (change,))


def follow(db: Db) -> None:
    """Writes the changes down that this connection makes, until it closes."""
    assert isinstance(db, sqlite3.Connection)
    for trigger in TRIGGERS:
        db.execute(trigger)
