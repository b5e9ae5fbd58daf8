"""Threads: a message with all replies to it and to its replies, and who follows it."""

from chat_desktop.storage.queries.messages import COLUMNS

# (message_id, room_id): the first message of the thread that a reply to this message belongs to, and who wrote both.
ROOT_OF = """
SELECT r.id, r.sender_id, r.thread, p.sender_id
FROM messages p JOIN messages r ON r.id = coalesce(p.root_id, p.id) WHERE p.id = ? AND p.room_id = ?
"""
SET_SUMMARY = "UPDATE messages SET thread = ? WHERE id = ?"
# (root_id, seq, limit): replies before a place in the room, the newest first.
REPLIES_BEFORE = f"SELECT {COLUMNS} FROM messages WHERE root_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
# (root_id, limit): who wrote the last replies, and when.
LAST = "SELECT sender_id, created_at FROM messages WHERE root_id = ? ORDER BY seq DESC LIMIT ?"

# The values are the follower, the first message, its room, who did it last, and when.
FOLLOW = """
INSERT INTO activity (user_id, kind, message_id, room_id, actor_id, at) VALUES (?, 'thread', ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
UNFOLLOW = "DELETE FROM activity WHERE user_id = ? AND kind = 'thread' AND message_id = ?"
IS_FOLLOWING = "SELECT 1 FROM activity WHERE user_id = ? AND kind = 'thread' AND message_id = ?"
COUNT_FOLLOWED = "SELECT count(*) FROM (SELECT 1 FROM activity WHERE user_id = ? AND kind = 'thread' LIMIT ?)"
# The values are when and who wrote, the first message, who wrote, and who is replied to.
TOUCH = """
UPDATE activity SET at = ?, actor_id = ? WHERE kind = 'thread' AND message_id = ? AND user_id NOT IN (?, ?)
"""
