"""Who is mentioned, and whose names a message may mention."""

NAMES = "SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.room_id = ? AND u.active"
# (room_id, first key, last key). CROSS fixes the order: SQLite would begin with everybody in the room.
NAMES_FROM = """
SELECT u.id, u.name FROM users u CROSS JOIN memberships m ON m.user_id = u.id AND m.room_id = ?
WHERE u.name_key BETWEEN ? AND ? AND u.active
"""
# By the whole key: the table has no index by room.
DELETE = "DELETE FROM mentions WHERE user_id = ? AND room_id = ? AND seq = ?"
INSERT = "INSERT OR IGNORE INTO mentions (user_id, room_id, seq) VALUES (?, ?, ?)"

# (user_id, room_id): whether the person may mention the whole room.
ALL_CHECK = "SELECT u.role, r.kind, r.member_count FROM users u, rooms r WHERE u.id = ? AND r.id = ?"
# (room_id, seq, sender_id): everybody else in the room.
INSERT_ALL = """
INSERT OR IGNORE INTO mentions (user_id, room_id, seq)
SELECT m.user_id, ?1, ?2 FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = ?1 AND u.active AND m.user_id != ?3
"""
# The same with a JSON list of the ids that are meant.
INSERT_SOME = """
INSERT OR IGNORE INTO mentions (user_id, room_id, seq)
SELECT m.user_id, ?1, ?2 FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = ?1 AND u.active AND m.user_id != ?3 AND m.user_id IN (SELECT value FROM json_each(?4))
"""
# (room_id, seq): of all members.
DELETE_ALL = """
DELETE FROM mentions WHERE room_id = ?1 AND seq = ?2 AND user_id IN (SELECT user_id FROM memberships WHERE room_id = ?1)
"""
