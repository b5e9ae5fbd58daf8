"""What follows a person to other devices (drafts, snippets), and earlier texts of messages."""

# (user_id): the drafts in rooms that the person is in.
DRAFTS = """
SELECT d.room_id, d.body, d.reply_to, d.changed_at FROM drafts d
JOIN memberships m ON m.user_id = d.user_id AND m.room_id = d.room_id WHERE d.user_id = ? ORDER BY d.changed_at
"""
SET_DRAFT = """
INSERT INTO drafts (user_id, room_id, body, reply_to, changed_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET body = excluded.body, reply_to = excluded.reply_to, changed_at = excluded.changed_at
"""
REMOVE_DRAFT = "DELETE FROM drafts WHERE user_id = ? AND room_id = ?"
DRAFT = "SELECT room_id, body, reply_to, changed_at FROM drafts WHERE user_id = ? AND room_id = ?"
# (user_id, room_id): how many there are in other rooms, and how many characters they have.
OTHER_DRAFTS = "SELECT count(*), coalesce(sum(length(body)), 0) FROM drafts WHERE user_id = ? AND room_id != ?"
REMOVE_DRAFTS_OF_LEFT_ROOMS = """
DELETE FROM drafts WHERE user_id = ?1 AND room_id NOT IN (SELECT room_id FROM memberships WHERE user_id = ?1)
"""

SNIPPETS = "SELECT items FROM snippets WHERE user_id = ?"
SET_SNIPPETS = "INSERT INTO snippets (user_id, items) VALUES (?, ?) ON CONFLICT DO UPDATE SET items = excluded.items"
REMOVE_SNIPPETS = "DELETE FROM snippets WHERE user_id = ?"

VERSIONS = "SELECT body, at FROM message_versions WHERE message_id = ? ORDER BY at"
# Two edits in the same millisecond keep the later text.
ADD_VERSION = """
INSERT INTO message_versions (message_id, at, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body
"""
# (message_id, how many stay)
REMOVE_OLD_VERSIONS = """
DELETE FROM message_versions WHERE message_id = ?1 AND at IN
(SELECT at FROM message_versions WHERE message_id = ?1 ORDER BY at DESC LIMIT -1 OFFSET ?2)
"""
REMOVE_VERSIONS = "DELETE FROM message_versions WHERE message_id = ?"
