"""Who is signed in."""

# (session_id): the person behind a session that has not ended.
FIND_ACTOR = """
SELECT s.id, u.id, u.name, u.role, u.read_only, u.password_hash != '' FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.id = ? AND s.ended_at IS NULL AND u.active
"""
# (token_hash, oldest seen_at): the session of a token.
FIND_BY_HASH = """
SELECT s.id, s.user_id, s.seen_at FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.token_hash = ? AND s.ended_at IS NULL AND u.active AND s.seen_at > ?
"""
