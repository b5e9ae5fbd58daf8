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
