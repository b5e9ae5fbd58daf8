"""Who has read a message, and which voice notes a person has played."""

# (room_id, limit): members who are active, with their read marks.
ACTIVE_MEMBERS = """
SELECT m.user_id, m.read_seq, m.involvement FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = ? AND u.active ORDER BY m.created_at, m.user_id LIMIT ?
"""
# (user_id, since): what was played since a moment.
PLAYED_BY_USER = "SELECT attachment_id FROM played_voices WHERE user_id = ? AND at >= ?"
# The values are the person, the attachment, and now.
MARK_PLAYED = "INSERT INTO played_voices (user_id, attachment_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
# (user_id, since, most): what is older, and what is more than a person may have.
FORGET_PLAYED = """
DELETE FROM played_voices WHERE user_id = ?1 AND (at < ?2 OR attachment_id IN (
    SELECT attachment_id FROM played_voices WHERE user_id = ?1 ORDER BY at DESC, attachment_id LIMIT -1 OFFSET ?3))
"""
