"""What concerns a person: mentions, replies, reactions, and threads that they follow."""

# The values are the person, the message, its room, who did it, and when. What is there stays as it is.
MENTION = """
INSERT INTO activity (user_id, kind, message_id, room_id, actor_id, at) VALUES (?, 'mention', ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
# The values are the message, its room, its sender, when, and its seq: for all whom the table of mentions has.
MENTION_ALL = """
INSERT INTO activity (user_id, kind, message_id, room_id, actor_id, at)
SELECT x.user_id, 'mention', ?1, ?2, ?3, ?4 FROM memberships m
JOIN mentions x ON x.user_id = m.user_id AND x.room_id = m.room_id AND x.seq = ?5
WHERE m.room_id = ?2
ON CONFLICT DO NOTHING
"""
REPLY = """
INSERT INTO activity (user_id, kind, message_id, room_id, actor_id, at) VALUES (?, 'reply', ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
# The reactions to a message are one line of the list, which says who was the last.
REACTION = """
INSERT INTO activity (user_id, kind, message_id, room_id, actor_id, at) VALUES (?, 'reaction', ?, ?, ?, ?)
ON CONFLICT (user_id, kind, message_id) DO UPDATE SET actor_id = excluded.actor_id, at = excluded.at
"""
# The values are the person, a kind or NULL for all, a moment and a message, before which the page ends, and how many.
# Only rooms that the person is in now are listed, and of threads only those in which somebody else was the last.
PAGE = """
SELECT a.kind, a.message_id, a.room_id, a.actor_id, a.at, m.read_seq FROM activity a
JOIN memberships m ON m.user_id = a.user_id AND m.room_id = a.room_id
WHERE a.user_id = ?1 AND (?2 IS NULL OR a.kind = ?2) AND (a.at, a.message_id) < (?3, ?4) AND a.actor_id != ?1
ORDER BY a.at DESC, a.message_id DESC LIMIT ?5
"""
# (user_id, limit): only in rooms that the person is in now. The order tells when somebody has last written there.
FOLLOWED = """
SELECT a.message_id FROM activity a JOIN memberships m ON m.user_id = a.user_id AND m.room_id = a.room_id
WHERE a.user_id = ? AND a.kind = 'thread' ORDER BY a.at DESC LIMIT ?
"""
SEEN_AT = "SELECT at FROM activity_seen WHERE user_id = ?"
# The values are the person, a moment, and now. A moment to come was stored before the clock was set back.
SEE = """
INSERT INTO activity_seen (user_id, at) VALUES (?1, ?2)
ON CONFLICT (user_id) DO UPDATE SET at = max(min(at, ?3), excluded.at)
"""
