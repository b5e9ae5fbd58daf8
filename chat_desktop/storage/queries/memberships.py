"""Who is in a room, and how far each member has read it."""

IS_MEMBER = "SELECT 1 FROM memberships WHERE user_id = ? AND room_id = ?"
# (user_id): one row with all rooms of a person, or NULL. Ids have no spaces in them.
ROOM_IDS = "SELECT group_concat(room_id, ' ') FROM memberships WHERE user_id = ?"
MEMBER_IDS = "SELECT user_id FROM memberships WHERE room_id = ? ORDER BY created_at, user_id"
MEMBERS = "SELECT user_id, read_seq, involvement FROM memberships WHERE room_id = ? ORDER BY created_at, user_id"
# (user_id, room_id, read_seq, now): a new member.
ADD = "INSERT INTO memberships (user_id, room_id, read_seq, involvement, created_at) VALUES (?, ?, ?, 'everything', ?)"
SET_INVOLVEMENT = "UPDATE memberships SET involvement = ? WHERE user_id = ? AND room_id = ?"

READ_SEQ = "SELECT read_seq FROM memberships WHERE user_id = ? AND room_id = ?"
SET_READ_SEQ = "UPDATE memberships SET read_seq = ? WHERE user_id = ? AND room_id = ?"
RAISE_READ_SEQ = "UPDATE memberships SET read_seq = ?1 WHERE user_id = ?2 AND room_id = ?3 AND read_seq < ?1"
LOWER_READ_SEQ = "UPDATE memberships SET read_seq = ?1 WHERE user_id = ?2 AND room_id = ?3 AND read_seq > ?1"

# (user_id): one row with three lists, whether anybody has ever mentioned the person, and their sidebar, preferences,
# drafts and scheduled messages. A row for each room takes twice the time, most of it for making the tuples. Neither ids
# nor involvements have spaces in them. The rooms are in the order of their ids, since SQLite walks the primary key; to
# order them in a query inside takes twice the time.
OF_USER = """
SELECT group_concat(room_id, ' '), group_concat(read_seq, ' '), group_concat(involvement, ' '),
       EXISTS (SELECT 1 FROM mentions WHERE user_id = ?1),
       (SELECT sections FROM sidebars WHERE user_id = ?1), (SELECT settings FROM preferences WHERE user_id = ?1),
       (SELECT max(changed_at) FROM drafts WHERE user_id = ?1),
       (SELECT count(*) FROM scheduled_messages WHERE user_id = ?1)
FROM memberships WHERE user_id = ?1
"""
# (user_id): unread mentions by room. One look-up for each room.
UNREAD_MENTIONS = """
SELECT m.room_id, count(*) FROM memberships m
CROSS JOIN mentions x ON x.user_id = m.user_id AND x.room_id = m.room_id AND x.seq > m.read_seq
WHERE m.user_id = ?1 GROUP BY m.room_id
"""
