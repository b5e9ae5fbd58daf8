"""The rule that deletes old messages, and what it finds."""

GET = "SELECT retention FROM office WHERE row = 1"
SET = "UPDATE office SET retention = ? WHERE row = 1"
LAST = "SELECT COALESCE(MAX(n), 0) FROM messages"
# (after n, up to n, sent until): messages that may be old enough, by their place.
OLD = """
SELECT n, id, room_id, created_at FROM messages
WHERE n > ? AND n <= ? AND created_at <= ? AND NOT deleted AND pinned IS NULL ORDER BY n
"""
# (sent until, the same of some rooms as a JSON object, user_id): messages and files by room; all rooms that this person
# is not in are counted together.
VICTIMS = """
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
