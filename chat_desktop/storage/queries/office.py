"""The single row of the table `office`."""

GET = """
SELECT id, name, join_code, users_rev, EXISTS (SELECT 1 FROM users WHERE role = 'owner'), ways, pin,
       link_hosts IS NOT NULL, language
FROM office WHERE row = 1
"""
# Changes nothing: it tests whether the disk accepts a write.
REWRITE_NAME = "UPDATE office SET name = name"
SET_LANGUAGE = "UPDATE office SET language = ? WHERE row = 1"
PORT = "SELECT port FROM office WHERE row = 1"
NEXT_USERS_REV = "UPDATE office SET users_rev = users_rev + 1 WHERE row = 1 RETURNING users_rev"
SET_PORT = "UPDATE office SET port = ? WHERE row = 1"
SECURE_SINCE = "SELECT secure_since FROM office WHERE row = 1"
IDENTITY_KEY = "SELECT identity_seed, identity_key FROM office WHERE row = 1"
SET_IDENTITY_SEED = "UPDATE office SET identity_seed = ? WHERE row = 1 AND identity_seed IS NULL"
TERM = "SELECT term FROM office WHERE row = 1"
RAISE_TERM = "UPDATE office SET term = max(term, ?) WHERE row = 1"
SET_IDENTITY_KEY = "UPDATE office SET identity_key = ? WHERE row = 1"

# The addresses at which the office is or was reached.
ADDRESSES = "SELECT host, port FROM addresses ORDER BY seen_at DESC, host, port"
SET_ADDRESS = """
INSERT INTO addresses (host, port, seen_at) VALUES (?, ?, ?)
ON CONFLICT (host, port) DO UPDATE SET seen_at = excluded.seen_at
"""
REMOVE_ADDRESS = "DELETE FROM addresses WHERE host = ? AND port = ?"

# Other computers that keep a copy. A stand-by counts as long as its person is the owner or an admin.
STANDBYS = """
SELECT s.id, s.user_id, u.name, s.name, s.added_at, u.active AND u.role IN ('owner', 'admin')
FROM standbys s JOIN users u ON u.id = s.user_id ORDER BY s.added_at, s.id
"""
STANDBY_KEY_BY_ID = """
SELECT s.secret FROM standbys s JOIN users u ON u.id = s.user_id
WHERE s.id = ? AND u.active AND u.role IN ('owner', 'admin')
"""
ADD_STANDBY = "INSERT INTO standbys (id, user_id, name, secret, added_at) VALUES (?, ?, ?, ?, ?)"
REMOVE_STANDBY = "DELETE FROM standbys WHERE id = ? RETURNING name"
HEAD_OF_OFFICE = "SELECT name FROM users WHERE id = ? AND active AND role IN ('owner', 'admin')"
