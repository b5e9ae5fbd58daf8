"""Files: uploads under way, attachments of messages, and the bytes that they refer to."""

# (owner_id, now): the bytes that a person keeps or has announced, and how many uploads have not ended.
USED_BY = """
SELECT coalesce((SELECT bytes FROM file_totals WHERE owner_id = ?1), 0) + coalesce(sum(size), 0), count(*)
FROM uploads WHERE owner_id = ?1 AND attachment_id IS NULL AND expires_at > ?2
"""
ADD_UPLOAD = """
INSERT INTO uploads (id, owner_id, size, name, hints, created_at, expires_at, poster_of)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
# The values are upload_id, owner_id and now.
UPLOAD = """
SELECT id, size, name, hints, expires_at, attachment_id, poster_of FROM uploads
WHERE id = ? AND owner_id = ? AND expires_at > ?
"""
END_UPLOAD = "UPDATE uploads SET attachment_id = ?, expires_at = ? WHERE id = ?"
RENAME_UPLOAD = "UPDATE uploads SET name = ? WHERE id = ?"
REMOVE_UPLOAD = "DELETE FROM uploads WHERE id = ?"
# (now): sizes of what is under way, which the disk still has to take.
ANNOUNCED = "SELECT id, size FROM uploads WHERE attachment_id IS NULL AND expires_at > ?"

ADD_BLOB = """
INSERT INTO blobs (hash, size, kind, type, state, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
ADD_ATTACHMENT = "INSERT INTO attachments (id, hash, owner_id, name, hints, created_at) VALUES (?, ?, ?, ?, ?, ?)"
# (poster hash, attachment_id, owner_id): of a video that no message has claimed.
SET_POSTER = "UPDATE attachments SET poster = ? WHERE id = ? AND owner_id = ? AND message_id IS NULL"
FROM = "FROM attachments a JOIN blobs b ON b.hash = a.hash LEFT JOIN blobs p ON p.hash = a.poster"
COLUMNS = (
    "a.id, a.name, b.size, b.kind, b.type, a.hints, a.hash, b.state, b.width, b.height, b.tiny, b.pages, b.animated, "
    "b.served, p.hash, p.state, p.width, p.height, p.tiny"
)
# (attachment_id, owner_id): a file that no message has claimed.
FREE = f"""
SELECT {COLUMNS} {FROM}
WHERE a.id = ? AND a.owner_id = ? AND a.message_id IS NULL
"""
CLAIM = "UPDATE attachments SET message_id = ?, room_id = ?, seq = ? WHERE id = ?"
# The value is a message_id.
OF_MESSAGE = f"""
SELECT {COLUMNS} {FROM} WHERE a.message_id = ? ORDER BY a.rowid
"""
REMOVE_OF_MESSAGE = "DELETE FROM attachments WHERE message_id = ?"
REMOVE_FREE = "DELETE FROM attachments WHERE id = ? AND owner_id = ? AND message_id IS NULL"
# (ids as JSON, user_id): what this person may read now, in the order of the ids.
READABLE = f"""
SELECT {COLUMNS}, CASE WHEN a.message_id IS NOT NULL THEN a.room_id END, a.created_at FROM json_each(?1) asked
JOIN attachments a ON a.id = asked.value JOIN blobs b ON b.hash = a.hash LEFT JOIN blobs p ON p.hash = a.poster
WHERE CASE WHEN a.message_id IS NULL THEN a.owner_id = ?2
    ELSE EXISTS (SELECT 1 FROM memberships m WHERE m.room_id = a.room_id AND m.user_id = ?2) END
ORDER BY asked.key
"""
_SENT_COLUMNS = f"{COLUMNS}, a.message_id, a.seq, a.owner_id, a.created_at"
_OF_ROOM = """
WHERE a.room_id = ?1 AND (?3 IS NULL OR b.kind IN (SELECT value FROM json_each(?3)))
AND (?4 IS NULL OR a.owner_id = ?4)
"""


def in_room(is_of_names: bool, is_after: bool) -> str:
    """Returns the query of a room's files, or of their rows, seqs and names alone.

    Its values are room_id, the seq before or after which they are, kinds as JSON, sender or NULL, limit.
    """
    columns = "a.rowid, a.seq, a.name" if is_of_names else _SENT_COLUMNS
    order = "a.seq > ?2 ORDER BY a.seq, a.rowid" if is_after else "a.seq < ?2 ORDER BY a.seq DESC, a.rowid"
    return f"SELECT {columns} {FROM} {_OF_ROOM} AND {order} LIMIT ?5"


# (rowids as JSON): in their order.
THESE = f"""
SELECT {_SENT_COLUMNS} FROM json_each(?1) asked JOIN attachments a ON a.rowid = asked.value
    JOIN blobs b ON b.hash = a.hash LEFT JOIN blobs p ON p.hash = a.poster ORDER BY asked.key
"""
LAST_SEQ = "SELECT last_seq FROM rooms WHERE id = ?"
# (room_id, seq): the room's first message from this seq on.
MESSAGE_FROM = "SELECT seq, created_at FROM messages WHERE room_id = ? AND seq >= ? ORDER BY seq LIMIT 1"

# For the sweep. (before)
EXPIRED_UPLOADS = "SELECT id FROM uploads WHERE expires_at <= ? LIMIT 500"
UNCLAIMED = "SELECT id FROM attachments WHERE message_id IS NULL AND created_at <= ? LIMIT 500"
REMOVE_ATTACHMENT = "DELETE FROM attachments WHERE id = ?"
ORPHANS = """
SELECT hash FROM blobs b WHERE NOT EXISTS (SELECT 1 FROM attachments a WHERE a.hash = b.hash OR a.poster = b.hash)
LIMIT 500
"""
# The value is a hash.
REMOVE_ORPHAN = """
DELETE FROM blobs
WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.hash = ?1 OR a.poster = ?1)
"""

# For the pictures of files. (bytes): for each person with at most so many their oldest file of which none were made, so
# that people take turns. CROSS has SQLite begin with the few blobs that wait: it would read all attachments otherwise,
# in the order of their owners.
FRESH = """
SELECT b.hash, min(b.created_at) AS since FROM blobs b CROSS JOIN attachments a ON a.hash = b.hash OR a.poster = b.hash
WHERE b.state = 'fresh' AND coalesce((SELECT bytes FROM file_totals t WHERE t.owner_id = a.owner_id), 0) <= ?
GROUP BY a.owner_id ORDER BY since LIMIT 50
"""
# The values are those of Made (files/made.py), and the hash.
SET_MADE = """
UPDATE blobs SET state = ?, kind = ?, type = ?, width = ?, height = ?, tiny = ?, pages = ?, animated = ?,
    served = ?, made_bytes = ?
WHERE hash = ? AND state = 'fresh'
"""
# (after this hash): files of which an earlier version has made pictures, whose bytes nobody has counted.
UNCOUNTED = "SELECT hash FROM blobs WHERE hash > ? AND state = 'made' AND made_bytes IS NULL ORDER BY hash LIMIT 500"
SET_MADE_BYTES = "UPDATE blobs SET made_bytes = ? WHERE hash = ? AND made_bytes IS NULL"
MESSAGES_WITH = """
SELECT DISTINCT message_id FROM attachments WHERE (hash = ?1 OR poster = ?1) AND message_id IS NOT NULL
"""

IS_KEPT = "SELECT 1 FROM blobs WHERE hash = ?"

# For files that go while their message stays. (attachment_id, user_id): a file of a message that this person may read.
READABLE_SENT = """
SELECT a.hash, b.size, a.owner_id, a.message_id FROM attachments a JOIN blobs b ON b.hash = a.hash
    JOIN memberships m ON m.room_id = a.room_id AND m.user_id = ?2
WHERE a.id = ?1 AND a.message_id IS NOT NULL
"""
# (hash, but for this attachment_id, limit)
OTHERS_SENT = "SELECT id, message_id FROM attachments WHERE hash = ? AND message_id IS NOT NULL AND id != ? LIMIT ?"
FILE_RULE = "SELECT file_rule FROM office WHERE row = 1"
SET_FILE_RULE = "UPDATE office SET file_rule = ? WHERE row = 1"
# Up to when files of a room were sent that are old enough, for rooms that differ from the office.
_LIMITS = "limits AS MATERIALIZED (SELECT key AS room_id, value AS until FROM json_each(?3))"
# (sent until, in any room; larger than; the limits of rooms as a JSON object; that of the other rooms; created_at and
# rowid of the last one; limit): old files in order with their bytes, and whether the rule deletes each.
OLD_FILES = f"""WITH {_LIMITS}
SELECT a.created_at, a.rowid, a.id, a.message_id, b.size + coalesce(p.size, 0),
    b.size > ?2 AND m.pinned IS NULL AND a.created_at <= coalesce(l.until, ?4)
FROM attachments a JOIN blobs b ON b.hash = a.hash JOIN messages m ON m.id = a.message_id
    LEFT JOIN blobs p ON p.hash = a.poster LEFT JOIN limits l ON l.room_id = a.room_id
WHERE a.message_id IS NOT NULL AND (a.created_at, a.rowid) > (?5, ?6) AND a.created_at <= ?1
ORDER BY a.created_at, a.rowid LIMIT ?7
"""
# (the first four of these): all of them.
_VICTIMS = f"""{_LIMITS}, victims AS (
    SELECT a.rowid AS place, a.id, a.hash, a.poster, a.name, b.kind, b.size, a.message_id, a.room_id, a.owner_id,
        a.created_at
    FROM attachments a JOIN blobs b ON b.hash = a.hash JOIN messages m ON m.id = a.message_id
        LEFT JOIN limits l ON l.room_id = a.room_id
    WHERE a.message_id IS NOT NULL AND a.created_at <= ?1 AND b.size > ?2 AND m.pinned IS NULL
    AND a.created_at <= coalesce(l.until, ?4)
)
"""
# Bytes count where no other file has them. The picture of a video goes with it, and what the host has made of both.
VICTIMS = f"""WITH {_VICTIMS}
SELECT (SELECT count(*) FROM victims), coalesce(sum(b.size + coalesce(b.made_bytes, 0)), 0) FROM blobs b
WHERE b.hash IN (SELECT hash FROM victims UNION SELECT poster FROM victims WHERE poster IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM attachments a
    WHERE (a.hash = b.hash OR a.poster = b.hash) AND a.rowid NOT IN (SELECT place FROM victims))
"""
# (..., user_id, limit): the largest, and whether the person may read each.
LARGEST_VICTIMS = f"""WITH {_VICTIMS}
SELECT v.size, m.user_id IS NOT NULL, v.id, v.name, v.kind, v.message_id, v.room_id, v.owner_id, v.created_at
FROM victims v LEFT JOIN memberships m ON m.room_id = v.room_id AND m.user_id = ?5
ORDER BY v.size DESC LIMIT ?6
"""
# (..., user_id): how many of each room; all rooms that the person is not in are counted together.
VICTIMS_BY_ROOM = f"""WITH {_VICTIMS}
SELECT CASE WHEN m.user_id IS NOT NULL THEN v.room_id END AS shown, count(*) AS files
FROM victims v LEFT JOIN memberships m ON m.room_id = v.room_id AND m.user_id = ?5
GROUP BY shown ORDER BY files DESC
"""

# For the gauge: what lies where. Who may not read a file learns nothing of it but its size.
KEPT_BYTES = "SELECT count(*), coalesce(sum(size), 0) FROM blobs"
DATABASE_BYTES = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
# (limit): the largest bytes that some message carries.
LARGEST = """
SELECT b.hash, b.size FROM blobs b
WHERE EXISTS (SELECT 1 FROM attachments a WHERE a.hash = b.hash AND a.message_id IS NOT NULL)
ORDER BY b.size DESC LIMIT ?
"""
# (hash, user_id): the newest message of theirs that carries these bytes.
LARGEST_SEEN = """
SELECT a.id, a.name, b.kind, a.message_id, a.room_id, a.owner_id, a.created_at
FROM attachments a JOIN blobs b ON b.hash = a.hash JOIN memberships m ON m.room_id = a.room_id AND m.user_id = ?2
WHERE a.hash = ?1 ORDER BY a.created_at DESC LIMIT 1
"""
# (user_id, limit): rooms by their bytes, which count as for a quota (file_totals.py). Those that the person cannot know
# are one row, whose room is NULL.
ROOMS_BY_BYTES = """
SELECT CASE WHEN m.user_id IS NOT NULL OR r.kind = 'open' THEN r.id END AS seen,
    CASE WHEN m.user_id IS NOT NULL OR r.kind = 'open' THEN r.name END, count(*),
    sum(max(b.size, coalesce(b.made_bytes, 0)) + coalesce(max(p.size, coalesce(p.made_bytes, 0)), 0)) AS bytes
FROM attachments a JOIN blobs b ON b.hash = a.hash JOIN rooms r ON r.id = a.room_id
    LEFT JOIN blobs p ON p.hash = a.poster
    LEFT JOIN memberships m ON m.room_id = r.id AND m.user_id = ?1
GROUP BY seen ORDER BY bytes DESC LIMIT ?2
"""
PEOPLE_BY_BYTES = "SELECT owner_id, files, bytes FROM file_totals WHERE files > 0 ORDER BY bytes DESC LIMIT ?"
HAS_FILES = "SELECT 1 FROM blobs LIMIT 1"
