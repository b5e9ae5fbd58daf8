"""Who is signed in, and who may sign in at a front desk."""

# (session_id): the person behind a session that has not ended. At a front desk nobody is more than a member, because a
# PIN of four digits and a tablet that others hold must not give the rights of the owner.
FIND_ACTOR = """
SELECT s.id, u.id, u.name,
       CASE WHEN s.desk_id IS NOT NULL AND u.role IN ('owner', 'admin') THEN 'member' ELSE u.role END,
       u.read_only, u.password_hash != '', s.desk_id
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.id = ? AND s.ended_at IS NULL AND u.active
"""
# (token_hash, oldest seen_at): the session of a token.
FIND_BY_HASH = """
SELECT s.id, s.user_id, s.seen_at FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.token_hash = ? AND s.ended_at IS NULL AND u.active AND s.seen_at > ?
"""
INSERT = """
INSERT INTO sessions (id, token_hash, user_id, created_at, seen_at, address, agent, desk_id)
VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)
"""
SET_AGENT = "UPDATE sessions SET agent = ? WHERE id = ?"
TOUCH = "UPDATE sessions SET seen_at = ? WHERE id = ?"
# (now, session_ids as JSON)
END = "UPDATE sessions SET ended_at = ? WHERE id IN (SELECT value FROM json_each(?))"
IS_OPEN = "SELECT 1 FROM sessions WHERE id = ? AND ended_at IS NULL"
IS_OPEN_OF = "SELECT 1 FROM sessions WHERE id = ? AND user_id = ? AND ended_at IS NULL"
# (agent): who has last used the window.
AT_WINDOW = "SELECT user_id FROM sessions WHERE agent = ? AND ended_at IS NULL ORDER BY seen_at DESC LIMIT 1"
# (user_id, oldest seen_at)
DEVICES = """
SELECT id, agent, address, created_at, seen_at, desk_id FROM sessions
WHERE user_id = ? AND ended_at IS NULL AND seen_at > ?
"""
# (session_ids as JSON, newest created_at): the open sessions of front desks that are not among these.
AT_DESKS_BUT = """
SELECT id FROM sessions WHERE desk_id IS NOT NULL AND ended_at IS NULL
AND id NOT IN (SELECT value FROM json_each(?)) AND created_at < ?
"""
# The oldest of what is removed some time after it has ended (chat/joining/cleanup.py).
OLDEST = """
SELECT (SELECT min(ended_at) FROM sessions), (SELECT min(seen_at) FROM sessions WHERE ended_at IS NULL),
       (SELECT min(expires_at) FROM sign_in_links),
       (SELECT min(revoked_at) FROM invites i WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.invite_id = i.id))
"""
# (desk_id): the people who use a front desk, by name, with the length of their PIN and how much waits for them: the sum
# of the badges of their rooms.
PEOPLE = """
SELECT u.id, u.name, coalesce(n.length, 0), coalesce((
  SELECT sum(CASE
    WHEN r.kind != 'direct' AND m.involvement = 'mentions' THEN
      (SELECT count(*) FROM mentions x WHERE x.user_id = m.user_id AND x.room_id = r.id AND x.seq > m.read_seq)
    ELSE max(0, r.last_seq - m.read_seq) END)
  FROM memberships m JOIN rooms r ON r.id = m.room_id
  WHERE m.user_id = u.id AND r.archived_at IS NULL AND m.involvement NOT IN ('nothing', 'hidden')), 0)
FROM front_desk_people p JOIN users u ON u.id = p.user_id LEFT JOIN front_desk_pins n ON n.user_id = u.id
WHERE p.desk_id = ? AND u.active AND u.role != 'guest' ORDER BY u.name_key
"""
# (desk_id, user_id): the PIN of a person who uses the desk, and the password of theirs. One row at most.
PROOFS = """
SELECT n.pin_hash, u.password_hash
FROM front_desk_people p JOIN users u ON u.id = p.user_id LEFT JOIN front_desk_pins n ON n.user_id = u.id
WHERE p.desk_id = ? AND p.user_id = ? AND u.active AND u.role != 'guest'
"""
