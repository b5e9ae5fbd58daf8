"""Who is mentioned, and whose names a message may mention."""

NAMES = "SELECT u.id, u.name FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.room_id = ? AND u.active"
# (room_id, first key, last key). CROSS fixes the order: SQLite would begin with everybody in the room.
NAMES_FROM = """
SELECT u.id, u.name FROM users u CROSS JOIN memberships m ON m.user_id = u.id AND m.room_id = ?
WHERE u.name_key BETWEEN ? AND ? AND u.active
"""
DELETE = "DELETE FROM mentions WHERE room_id = ? AND seq = ?"
INSERT = "INSERT INTO mentions (user_id, room_id, seq) VALUES (?, ?, ?)"
