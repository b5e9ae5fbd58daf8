"""What is asked of the database, not of the index: what the index has to follow, and the messages that it found."""

from chat_desktop.storage.queries.messages import COLUMNS

# What the index needs of a message.
_INDEXED = "n, room_id, sender_id, CASE WHEN deleted THEN NULL ELSE body END, content, created_at"
# (n, limit): messages that came since, the oldest first.
NEWER = f"SELECT {_INDEXED} FROM messages WHERE n > ? ORDER BY n LIMIT ?"
# (n, limit): messages that were there before, the newest first.
OLDER = f"SELECT {_INDEXED} FROM messages WHERE n <= ? ORDER BY n DESC LIMIT ?"
ONE = f"SELECT {_INDEXED} FROM messages WHERE n = ?"
ID_OF = "SELECT id FROM messages WHERE n = ?"
# The newest message, the office, and the newest change that there ever was.
POSITION = """
SELECT (SELECT coalesce(max(n), 0) FROM messages), (SELECT id FROM office),
       coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'search_todo'), 0)
"""
# (change): how many changes came after it and are still there.
COUNT_CHANGES = "SELECT count(*) FROM search_todo WHERE change > ?"

# What a message was before it changed, in the order of its changes.
_WAS = "n, room_id, sender_id, body, content, created_at"
# The values are the change and how many rows at most.
CHANGES = f"SELECT change, {_WAS} FROM search_todo WHERE change > ? ORDER BY change LIMIT ?"
# (n, change): what a message was before its first change after that one.
NEXT_CHANGE = f"SELECT {_WAS} FROM search_todo WHERE n = ? AND change > ? ORDER BY change LIMIT 1"
# (change): the index has followed up to it.
FOLLOWED_CHANGE = "SELECT 1 FROM search_todo WHERE change <= ? LIMIT 1"
FORGET_CHANGES = "DELETE FROM search_todo WHERE change <= ?"

# (ns, user_id, room_ids, since, until, pinned, saved, unread, limit): of the messages that the index found, those which
# are still there and which the person may read now. The lists are JSON.
READABLE = f"""
SELECT m.n, {", ".join(f"m.{column}" for column in COLUMNS.split(", "))}
FROM json_each(?1) found CROSS JOIN messages m ON m.n = found.value
JOIN memberships s ON s.user_id = ?2 AND s.room_id = m.room_id
WHERE NOT m.deleted AND m.room_id IN (SELECT value FROM json_each(?3)) AND m.created_at >= ?4 AND m.created_at < ?5
AND (NOT ?6 OR m.pinned IS NOT NULL)
AND (NOT ?7 OR EXISTS (SELECT 1 FROM saved x WHERE x.user_id = ?2 AND x.message_id = m.id))
AND (NOT ?8 OR m.seq > s.read_seq)
ORDER BY m.n DESC LIMIT ?9
"""
# (first_n, before_n, limit): the places of messages, for a search without words in too many rooms.
PLACES = "SELECT n FROM messages WHERE n >= ? AND n < ? ORDER BY n DESC LIMIT ?"
# (user_id, before_n, limit): the few messages that can be meant at all.
SAVED_PLACES = """
SELECT m.n FROM saved x CROSS JOIN messages m ON m.id = x.message_id WHERE x.user_id = ? AND m.n < ?
ORDER BY m.n DESC LIMIT ?
"""
PINNED_PLACES = """
SELECT m.n FROM memberships s CROSS JOIN messages m ON m.room_id = s.room_id AND m.pinned IS NOT NULL
WHERE s.user_id = ? AND m.n < ? ORDER BY m.n DESC LIMIT ?
"""
# (user_id): the rooms with something unread, each with its first unread message.
UNREAD_ROOMS = """
SELECT r.id, (SELECT m.n FROM messages m WHERE m.room_id = r.id AND m.seq > s.read_seq ORDER BY m.seq LIMIT 1)
FROM memberships s JOIN rooms r ON r.id = s.room_id WHERE s.user_id = ? AND r.last_seq > s.read_seq
"""
