"""What a person has saved for later, with reminders."""

# In the order of the record `Saved`.
COLUMNS = "id, message_id, room_id, note, created_at, remind_at, reminded_at"
# The values are the person and how many rows at most.
OF_USER = f"SELECT {COLUMNS} FROM saved WHERE user_id = ? ORDER BY created_at DESC, id DESC LIMIT ?"
BY_ID = f"SELECT {COLUMNS} FROM saved WHERE id = ? AND user_id = ?"
BY_MESSAGE = f"SELECT {COLUMNS} FROM saved WHERE message_id = ? AND user_id = ?"
COUNT = "SELECT count(*) FROM saved WHERE user_id = ?"
INSERT = f"INSERT INTO saved (user_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"
SET_REMINDER = "UPDATE saved SET remind_at = ?, reminded_at = NULL WHERE id = ? AND user_id = ?"
DELETE = "DELETE FROM saved WHERE id = ? AND user_id = ?"
NEXT_REMINDER = "SELECT min(remind_at) FROM saved WHERE remind_at IS NOT NULL"
# The values are now and how many rows at most. An index has the rows with a reminder alone.
DUE = f"SELECT user_id, {COLUMNS} FROM saved WHERE remind_at IS NOT NULL AND remind_at <= ? ORDER BY remind_at LIMIT ?"
REMINDED = "UPDATE saved SET remind_at = NULL, reminded_at = ? WHERE id = ?"
IS_ACTIVE = "SELECT 1 FROM users WHERE id = ? AND active"
