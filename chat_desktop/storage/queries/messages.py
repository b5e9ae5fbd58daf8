"""Messages: posting, rewriting, reading them in pages and by revision."""

# In the order of the record `Message`, which is made from a row by position.
COLUMNS = (
    "id, room_id, seq, rev, client_id, sender_id, body, created_at, edited_at, deleted, reply_to, mentions, reactions, "
    "content, root_id, thread, pinned"
)

# (session_id, client_id, room_id): person, membership, whether the room is archived, and an earlier message with the
# same client_id, in one query.
POST_CHECK = """
SELECT u.id, u.read_only, m.user_id IS NOT NULL, r.archived_at IS NOT NULL,
       (SELECT e.n FROM messages e WHERE e.sender_id = u.id AND e.client_id = ?2)
FROM sessions s JOIN users u ON u.id = s.user_id
LEFT JOIN memberships m ON m.user_id = u.id AND m.room_id = ?3
LEFT JOIN rooms r ON r.id = m.room_id
WHERE s.id = ?1 AND s.ended_at IS NULL AND u.active
"""
# (user_id, room_id): whether a member is read-only, and whether the room is archived.
MAY_POST = """
SELECT u.read_only, r.archived_at IS NOT NULL FROM users u
JOIN memberships m ON m.user_id = u.id AND m.room_id = ?2 JOIN rooms r ON r.id = m.room_id
WHERE u.id = ?1 AND u.active
"""
INSERT = f"INSERT INTO messages ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?, NULL, ?, ?, ?, NULL)"
REWRITE = """
UPDATE messages SET rev = ?, body = ?, edited_at = ?, deleted = ?, mentions = ?, reactions = ?, content = ?,
  root_id = ?, thread = ?, pinned = ?
WHERE id = ?
"""
BY_CLIENT_ID = "SELECT 1 FROM messages WHERE sender_id = ? AND client_id = ?"
BY_N = f"SELECT {COLUMNS} FROM messages WHERE n = ?"
# (message_id, user_id): only if the person is a member of the message's room.
_READABLE = """
FROM messages WHERE id = ?1
AND EXISTS (SELECT 1 FROM memberships m WHERE m.room_id = messages.room_id AND m.user_id = ?2)
"""
BY_ID = f"SELECT {COLUMNS} {_READABLE}"
# The same, and whether the room is archived.
BY_ID_TO_CHANGE = f"""
SELECT {COLUMNS}, (SELECT r.archived_at IS NOT NULL FROM rooms r WHERE r.id = messages.room_id) {_READABLE}
"""
# (message_id): whoever asks; for what the host does by itself.
BY_ID_ALONE = f"SELECT {COLUMNS} FROM messages WHERE id = ?"
SEQ_OF = "SELECT seq FROM messages WHERE id = ? AND room_id = ?"

# The values of the next three are room_id, the bound and the limit.
BEFORE = f"SELECT {COLUMNS} FROM messages WHERE room_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
AFTER = f"SELECT {COLUMNS} FROM messages WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?"
CHANGED = f"SELECT {COLUMNS} FROM messages WHERE room_id = ? AND rev > ? ORDER BY rev LIMIT ?"

# How many messages each quarter of an hour had, among the newest ones.
BY_QUARTER = """
SELECT created_at / ?, COUNT(*) FROM messages
WHERE n > (SELECT MAX(n) FROM messages) - ? AND created_at >= ? AND NOT deleted GROUP BY 1
"""
ACTIVE_PEOPLE = "SELECT COUNT(*) FROM users WHERE active"

# The rule that deletes old messages, and what it finds.
RETENTION = "SELECT retention FROM office WHERE row = 1"
SET_RETENTION = "UPDATE office SET retention = ? WHERE row = 1"
LAST_N = "SELECT COALESCE(MAX(n), 0) FROM messages"
# (after n, up to n, sent until): messages that may be old enough, by their place.
OLD = """
SELECT n, id, room_id, created_at FROM messages
WHERE n > ? AND n <= ? AND created_at <= ? AND NOT deleted AND pinned IS NULL ORDER BY n
"""
# (sent until, the same of some rooms as a JSON object, user_id): messages and files by room; all rooms that this person
# is not in are counted together.
OLD_BY_ROOM = """
WITH limits AS MATERIALIZED (
    SELECT r.id AS room_id, COALESCE(j.value, ?1) AS until,
        CASE WHEN EXISTS (SELECT 1 FROM memberships m WHERE m.room_id = r.id AND m.user_id = ?3) THEN r.id END AS shown
    FROM rooms r LEFT JOIN json_each(?2) j ON j.key = r.id WHERE r.deleted_at IS NULL
)
SELECT l.shown, COUNT(*),
    SUM(CASE WHEN m.content IS NULL THEN 0 ELSE (SELECT COUNT(*) FROM attachments a WHERE a.message_id = m.id) END)
FROM messages m JOIN limits l ON l.room_id = m.room_id
WHERE m.created_at <= l.until AND NOT m.deleted AND m.pinned IS NULL GROUP BY l.shown
"""
