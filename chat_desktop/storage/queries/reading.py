"""Who has read a message."""

# (room_id, limit): members who are active, with their read marks.
ACTIVE_MEMBERS = """
SELECT m.user_id, m.read_seq, m.involvement FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = ? AND u.active ORDER BY m.created_at, m.user_id LIMIT ?
"""
