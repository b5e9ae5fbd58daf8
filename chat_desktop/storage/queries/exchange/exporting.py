"""What an export reads."""

from chat_desktop.storage.queries.files import COLUMNS as FILE_COLUMNS
from chat_desktop.storage.queries.files import FROM
from chat_desktop.storage.queries.messages import COLUMNS

# Of a person, in the order in which they came.
OWN_MESSAGES = "SELECT n FROM messages WHERE sender_id = ? AND NOT deleted ORDER BY n"
_MESSAGE = ", ".join(f"w.{name.strip()}" for name in COLUMNS.split(","))
# (numbers as JSON, sender): with the name of the room, while they are in it.
OWN_BY_N = f"""
SELECT {_MESSAGE}, (SELECT CASE WHEN r.kind != 'direct' THEN r.name ELSE coalesce(
    (SELECT group_concat(u.name, ', ') FROM memberships o JOIN users u ON u.id = o.user_id
     WHERE o.room_id = r.id AND o.user_id != ?2), '') END
  FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = ?2 AND m.room_id = w.room_id)
FROM json_each(?1) asked JOIN messages w ON w.n = asked.value WHERE w.sender_id = ?2 AND NOT w.deleted ORDER BY w.n
"""
SENDER = "SELECT sender_id FROM messages WHERE id = ?"
UNSENT_FILES = f"SELECT {FILE_COLUMNS} {FROM} WHERE a.owner_id = ? AND a.message_id IS NULL ORDER BY a.rowid"

MEMBERS_MAY = "SELECT members_export FROM office WHERE row = 1"
SET_MEMBERS_MAY = "UPDATE office SET members_export = ? WHERE row = 1"
