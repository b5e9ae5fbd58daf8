"""Which voice notes a person has played."""

# (user_id, since): what was played since a moment.
OF_USER = "SELECT attachment_id FROM played_voices WHERE user_id = ? AND at >= ?"
# The values are the person, the attachment, and now.
MARK = "INSERT INTO played_voices (user_id, attachment_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
# (user_id, since, most): what is older, and what is more than a person may have.
FORGET = """
DELETE FROM played_voices WHERE user_id = ?1 AND (at < ?2 OR attachment_id IN (
    SELECT attachment_id FROM played_voices WHERE user_id = ?1 ORDER BY at DESC, attachment_id LIMIT -1 OFFSET ?3))
"""
