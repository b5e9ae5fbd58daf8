"""Answers to messages, and the moments at which the host does something for a message."""

# (message_id): the earliest first.
ANSWERS = "SELECT user_id, item, at FROM answers WHERE message_id = ? ORDER BY at, user_id, item"
ANSWERS_OF_USER = "SELECT item FROM answers WHERE message_id = ? AND user_id = ? ORDER BY item"
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

# (room_id, user_id): the name of a room if it is open, and of a person.
ORIGIN = "SELECT CASE WHEN r.kind = 'open' THEN r.name END, u.name FROM rooms r, users u WHERE r.id = ? AND u.id = ?"
