"""What an import finds and stores."""

from chat_desktop.storage.queries.messages import COLUMNS

# Client ids of messages that were imported begin so.
MARK = "import-"
_IS_IMPORTED = f"substr(client_id, 1, {len(MARK)}) = '{MARK}'"

PEOPLE = "SELECT id, name, name_key, active FROM users"
# (ids as JSON): which of these messages are here.
KNOWN = "SELECT id FROM messages WHERE id IN (SELECT value FROM json_each(?))"
INSERT = f"""
INSERT INTO messages ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# (last seq, room_id, the last seq before): who had read everything still has.
READ_BY_ALL = "UPDATE memberships SET read_seq = ? WHERE room_id = ? AND read_seq = ?"

# For the order of a room. (room_id)
TIMES = f"SELECT seq, created_at, {_IS_IMPORTED} FROM messages WHERE room_id = ? ORDER BY seq"
# (room_id): each member with their mark, and the first message after it that was written here.
UNREAD = f"""
SELECT m.user_id, m.read_seq, (SELECT w.id FROM messages w WHERE w.room_id = m.room_id AND w.seq > m.read_seq
    AND NOT {_IS_IMPORTED} ORDER BY w.seq LIMIT 1)
FROM memberships m WHERE m.room_id = ?
"""
# (room_id, seq): a message leaves its place, because no two of a room may have the same.
LIFT = "UPDATE messages SET seq = -seq WHERE room_id = ? AND seq = ?"
# (new seq, rev, room_id, minus the old seq)
LOWER = "UPDATE messages SET seq = ?, rev = ? WHERE room_id = ? AND seq = ?"
HAS_MENTIONS = "SELECT mentions IS NOT NULL FROM messages WHERE room_id = ? AND seq = ?"
# (minus the old seq or the new one, room_id, where they are now): of all members.
MOVE_MENTIONS = """
UPDATE mentions SET seq = ?1 WHERE room_id = ?2 AND seq = ?3
AND user_id IN (SELECT user_id FROM memberships WHERE room_id = ?2)
"""
# The values are room_id and seq.
MOVE_FILES = """
UPDATE attachments SET seq = ?2
WHERE message_id = (SELECT id FROM messages WHERE room_id = ?1 AND seq = ?2 AND content IS NOT NULL)
"""
# (how many, room_id)
RAISE_REV = "UPDATE rooms SET last_rev = last_rev + ? WHERE id = ? RETURNING last_rev"
LAST_SEQ = "SELECT last_seq FROM rooms WHERE id = ?"
SEQ_OF = "SELECT seq FROM messages WHERE id = ?"
# (read_seq, user_id, room_id, the mark that it had): unless they have read on meanwhile.
SET_MARK = "UPDATE memberships SET read_seq = ? WHERE user_id = ? AND room_id = ? AND read_seq = ?"
# Of a room.
LAST_MESSAGE = f"SELECT {COLUMNS} FROM messages WHERE room_id = ? ORDER BY seq DESC LIMIT 1"
SET_REV = "UPDATE messages SET rev = ? WHERE id = ?"
