"""The addresses at which the office is or was reached."""

ALL = "SELECT host, port FROM addresses ORDER BY seen_at DESC, host, port"
UPSERT = """
INSERT INTO addresses (host, port, seen_at) VALUES (?, ?, ?)
ON CONFLICT (host, port) DO UPDATE SET seen_at = excluded.seen_at
"""
DELETE = "DELETE FROM addresses WHERE host = ? AND port = ?"
