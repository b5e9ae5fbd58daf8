"""Rooms: as one of their members sees them, as all members see them, and their counters."""

READ_CHARACTERS = 1_001  # code points of a last message: one more than its preview reads, which so sees the cut

NEXT_SEQ = "UPDATE rooms SET last_seq = last_seq + 1, last_rev = last_rev + 1 WHERE id = ? RETURNING last_seq, last_rev"
NEXT_REV = "UPDATE rooms SET last_rev = last_rev + 1 WHERE id = ? RETURNING last_rev"
# (user_id, room_id): only if the person is a member.
REVISIONS = """
SELECT r.last_seq, r.last_rev FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = ? AND r.id = ?
"""

# (user_id, room_id): only if the person is a member.
DETAILS = """
SELECT r.description, r.created_at, r.creator_id
FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = ? AND r.id = ?
"""
# Archived rooms that have no members any more and are not being deleted.
IS_LEFT_WHERE = "kind != 'direct' AND archived_at IS NOT NULL AND member_count = 0 AND deleted_at IS NULL"
LEFT = f"SELECT id, name, archived_at FROM rooms WHERE {IS_LEFT_WHERE} ORDER BY archived_at DESC, id"
IS_LEFT = f"SELECT 1 FROM rooms WHERE id = ? AND {IS_LEFT_WHERE}"
DIRECT = "SELECT id FROM rooms WHERE direct_key = ?"
DELETED_DUE = "SELECT min(deleted_at) FROM rooms"

# What a message carries is read only where there is no text to show.
LAST_MESSAGE_COLUMNS = f"""
l.seq, l.sender_id, substr(l.body, 1, {READ_CHARACTERS}), l.created_at, l.deleted,
CASE WHEN l.body = '' THEN l.content END
"""
COLUMNS = f"""
r.id, r.kind, r.name, r.home, r.topic, r.last_seq, r.last_rev, r.member_count, m.read_seq, m.involvement,
(SELECT count(*) FROM mentions x WHERE x.user_id = m.user_id AND x.room_id = r.id AND x.seq > m.read_seq),
r.archived_at IS NOT NULL, r.pinned_line, {LAST_MESSAGE_COLUMNS}
"""
LAST_MESSAGE = "LEFT JOIN messages l ON l.room_id = r.id AND l.seq = r.last_seq"
VIEWS = f"SELECT m.user_id, {COLUMNS} FROM memberships m JOIN rooms r ON r.id = m.room_id {LAST_MESSAGE}"
VIEWS_OF_USER = f"{VIEWS} WHERE m.user_id = ? ORDER BY r.home DESC, r.created_at, r.id"
VIEW = f"{VIEWS} WHERE m.user_id = ? AND r.id = ?"
# (room_id, user ids as JSON)
VIEWS_OF_MEMBERS = f"{VIEWS} WHERE r.id = ? AND m.user_id IN (SELECT value FROM json_each(?))"
VIEWS_OF_ROOM = f"{VIEWS} WHERE r.id = ?"
# (user_id): open rooms that the person is not in.
OPEN_NOT_JOINED = """
SELECT ?1, r.id, r.kind, r.name, r.home, r.topic, r.last_seq, r.last_rev, r.member_count, r.last_seq, 'everything', 0,
       0, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM rooms r WHERE r.kind = 'open' AND r.archived_at IS NULL
AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.room_id = r.id AND m.user_id = ?1) ORDER BY r.name_key
"""
# (user_id): the people of all their direct conversations.
DIRECT_MEMBERS = """
SELECT m.room_id, m.user_id FROM memberships me JOIN rooms r ON r.id = me.room_id AND r.kind = 'direct'
JOIN memberships m ON m.room_id = r.id WHERE me.user_id = ? ORDER BY m.created_at, m.user_id
"""
# (user_id): each room with its name. A direct conversation has the names of the others instead, one a line, and notes
# to oneself have one's own.
NAMES_OF_USER = """
SELECT r.id, r.name, CASE WHEN r.kind = 'direct' THEN coalesce(
  (SELECT group_concat(u.name, char(10)) FROM memberships o JOIN users u ON u.id = o.user_id
   WHERE o.room_id = r.id AND o.user_id != ?1), (SELECT name FROM users WHERE id = ?1)) END
FROM memberships m JOIN rooms r ON r.id = m.room_id WHERE m.user_id = ?1
"""
# (ids of rooms, as a JSON list): what is the same for all of its members, of each of them.
SHARED = f"""
SELECT r.id, r.kind, r.name, r.home, r.topic, r.last_seq, r.last_rev, r.member_count, r.created_at,
       r.archived_at IS NOT NULL, r.pinned_line, {LAST_MESSAGE_COLUMNS}
FROM json_each(?) asked CROSS JOIN rooms r ON r.id = asked.value {LAST_MESSAGE}
"""
