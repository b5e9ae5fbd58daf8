"""The audit log."""

INSERT = "INSERT INTO audit (at, act, actor_id, subject_id, detail) VALUES (?, ?, ?, ?, ?)"
# (n, limit): the newest entries before entry N.
BEFORE = "SELECT n, at, act, actor_id, subject_id, detail FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?"
