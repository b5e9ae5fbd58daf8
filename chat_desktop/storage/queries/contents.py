"""Answers to messages, and the moments at which the host does something for a message."""

# (message_id): the earliest first.
ANSWERS = "SELECT user_id, item, at FROM answers WHERE message_id = ? ORDER BY at, user_id, item"
ANSWERS_OF_USER = "SELECT item FROM answers WHERE message_id = ? AND user_id = ? AND at IS NOT NULL ORDER BY item"
INSERT_ANSWER = "INSERT INTO answers (message_id, user_id, item, at) VALUES (?, ?, ?, ?)"
DELETE_ANSWERS_OF_USER = "DELETE FROM answers WHERE message_id = ? AND user_id = ?"
ANSWER_TO_ITEM = "SELECT user_id FROM answers WHERE message_id = ? AND item = ?"
DELETE_ANSWER_TO_ITEM = "DELETE FROM answers WHERE message_id = ? AND item = ?"
DELETE_ANSWERS = "DELETE FROM answers WHERE message_id = ?"

NEXT_MOMENT = "SELECT min(at) FROM content_moments"
# (now, limit): what is to be done, the earliest first.
DUE = "SELECT message_id, what FROM content_moments WHERE at <= ? ORDER BY at, message_id LIMIT ?"
MOMENT = "SELECT at, changed FROM content_moments WHERE message_id = ? AND what = ?"
SET_MOMENT = """
INSERT INTO content_moments (message_id, what, at, changed) VALUES (?, ?, ?, FALSE)
ON CONFLICT (message_id, what) DO UPDATE SET at = excluded.at, changed = FALSE
"""
SET_CHANGED = "UPDATE content_moments SET changed = TRUE WHERE message_id = ? AND what = ?"
DELETE_MOMENT = "DELETE FROM content_moments WHERE message_id = ? AND what = ?"
DELETE_MOMENTS = "DELETE FROM content_moments WHERE message_id = ?"

# (message_id, room_id, sender_id): the others who are in the room are asked. `at` is when they confirm.
ASK_ROOM = """
INSERT INTO answers (message_id, user_id, item, at)
SELECT ?1, m.user_id, 0, NULL FROM memberships m JOIN users u ON u.id = m.user_id
WHERE m.room_id = ?2 AND m.user_id != ?3 AND u.active
"""
# (sender_id, room_id): the role of the sender, how many others are in the room, and how many urgent messages of the
# sender still ask somebody.
URGENT_CHECK = """
SELECT s.role,
       (SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.room_id = ?2 AND m.user_id != s.id AND u.active),
       (SELECT count(*) FROM content_moments c JOIN messages m ON m.id = c.message_id
        WHERE c.what = 'remind' AND m.sender_id = s.id)
FROM users s WHERE s.id = ?1
"""
# (now): the urgent messages that ask later, and when.
OPEN_URGENT = "SELECT message_id, at FROM content_moments WHERE what = 'remind' AND at > ? ORDER BY message_id"
NOT_CONFIRMED = "SELECT user_id FROM answers WHERE message_id = ? AND at IS NULL ORDER BY user_id"
ANSWER_OF_USER = "SELECT at FROM answers WHERE message_id = ? AND user_id = ?"
CONFIRM = "UPDATE answers SET at = ? WHERE message_id = ? AND user_id = ? AND at IS NULL"
# (user_id, room_id or None for every room): the messages that a person is asked to confirm.
ASKED_OF_USER = """
SELECT c.message_id FROM content_moments c
JOIN messages m ON m.id = c.message_id JOIN answers a ON a.message_id = c.message_id AND a.user_id = ?1
WHERE c.what = 'remind' AND a.at IS NULL AND (?2 IS NULL OR m.room_id = ?2)
"""
# (message_id, at): the answers are counted anew.
COUNT_AT = """
INSERT INTO content_moments (message_id, what, at, changed) VALUES (?, 'publish', ?, TRUE)
ON CONFLICT (message_id, what) DO UPDATE SET changed = TRUE
"""
# (message_id): whether its room is not archived and its sender is still in the office.
MAY_REMIND = """
SELECT r.archived_at IS NULL AND u.active FROM messages m
JOIN rooms r ON r.id = m.room_id JOIN users u ON u.id = m.sender_id WHERE m.id = ?
"""
# (at, room_id or None, sender_id or None): the host looks at the urgent messages of a room, or of a person.
REMIND_AT = """
UPDATE content_moments SET at = ?1 WHERE what = 'remind' AND message_id IN
  (SELECT c.message_id FROM content_moments c JOIN messages m ON m.id = c.message_id
   WHERE c.what = 'remind' AND (m.room_id = ?2 OR m.sender_id = ?3))
"""

# (room_id, user_id): the name of a room if it is open, and of a person.
ORIGIN = "SELECT CASE WHEN r.kind = 'open' THEN r.name END, u.name FROM rooms r, users u WHERE r.id = ? AND u.id = ?"
