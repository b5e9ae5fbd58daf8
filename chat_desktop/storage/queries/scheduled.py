"""Messages that the host posts at their time."""

# In the order of the record `Scheduled`.
COLUMNS = "id, user_id, room_id, body, reply_to, send_at, created_at, problem"

INSERT = f"INSERT INTO scheduled_messages ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"
OF_USER = f"SELECT {COLUMNS} FROM scheduled_messages WHERE user_id = ? ORDER BY send_at, id"
# (id, user_id): only if it is theirs.
ONE = f"SELECT {COLUMNS} FROM scheduled_messages WHERE id = ? AND user_id = ?"
COUNT = "SELECT count(*) FROM scheduled_messages WHERE user_id = ?"
# (room_id): who has scheduled messages for this room, and how many they have for others.
AUTHORS_IN = """
SELECT s.user_id, (SELECT count(*) FROM scheduled_messages o WHERE o.user_id = s.user_id AND o.room_id != s.room_id)
FROM scheduled_messages s WHERE s.room_id = ? GROUP BY s.user_id
"""
NEXT = "SELECT min(send_at) FROM scheduled_messages WHERE problem IS NULL"
# (now, limit): what is to be sent, the earliest first.
DUE = f"""
SELECT {COLUMNS} FROM scheduled_messages WHERE send_at <= ? AND problem IS NULL ORDER BY send_at, id LIMIT ?
"""
CHANGE = "UPDATE scheduled_messages SET body = ?, send_at = ?, problem = NULL WHERE id = ?"
SET_PROBLEM = "UPDATE scheduled_messages SET problem = ? WHERE id = ?"
DELETE = "DELETE FROM scheduled_messages WHERE id = ?"
