"""People, and who sees whom: a guest sees only those with whom they share a room."""

# How far back in each of their rooms a guest finds the names of those who have left: 2 ms a room.
LOOK_BACK_MESSAGES = 5_000

OWNER_ID = "SELECT id FROM users WHERE role = 'owner' AND active LIMIT 1"
OWNER_NAME = "SELECT name FROM users WHERE role = 'owner' AND active LIMIT 1"

# In the order of the record `User`.
COLUMNS = "u.id, u.name, u.role, u.active, u.inactive_as, u.read_only, u.availability"
# The ids of these people, as JSON: of as many as are asked for at once.
ACTIVE = "SELECT id, active FROM users WHERE id IN (SELECT value FROM json_each(?))"
ROLES = "SELECT DISTINCT role FROM users WHERE id IN (SELECT value FROM json_each(?))"
NAMES = "SELECT id, name FROM users"
COUNT = "SELECT count(*) FROM users"
HASH_BY_ID = "SELECT password_hash FROM users WHERE id = ?"
HASH_BY_NAME = "SELECT id, password_hash FROM users WHERE name_key = ? AND active AND password_hash != ''"
TIME_ZONE_AND_CREATED = "SELECT time_zone, created_at FROM users WHERE id = ?"
SET_TIME_ZONE = "UPDATE users SET time_zone = ? WHERE id = ?"
AVAILABILITY = "SELECT availability FROM users WHERE id = ?"
SET_AVAILABILITY = "UPDATE users SET availability = ?, availability_ends = ? WHERE id = ?"
AVAILABILITY_DUE = "SELECT min(availability_ends) FROM users"
# (now, limit): whose status or do-not-disturb has ended.
AVAILABILITY_ENDED = "SELECT id, availability FROM users WHERE availability_ends <= ? LIMIT ?"
SHARES_A_ROOM = """
EXISTS (SELECT 1 FROM memberships a JOIN memberships b ON b.room_id = a.room_id AND b.user_id = u.id
        WHERE a.user_id = ?1)
"""
ALL = f"SELECT {COLUMNS} FROM users u ORDER BY u.created_at, u.id"
BY_ID = f"SELECT {COLUMNS} FROM users u WHERE u.id = ?"
# (user_id): the person and everyone with whom they share a room.
VISIBLE_TO_GUEST = f"SELECT {COLUMNS} FROM users u WHERE u.id = ?1 OR {SHARES_A_ROOM} ORDER BY u.created_at, u.id"
# (user_id): who has written in the person's rooms lately.
AUTHORS = f"""
SELECT {COLUMNS} FROM users u WHERE u.id IN (
    SELECT w.sender_id FROM memberships a JOIN rooms r ON r.id = a.room_id
    JOIN messages w ON w.room_id = r.id AND w.seq > r.last_seq - {LOOK_BACK_MESSAGES} WHERE a.user_id = ?1)
ORDER BY u.created_at, u.id
"""
IN_ROOM = f"SELECT {COLUMNS} FROM users u JOIN memberships m ON m.user_id = u.id AND m.room_id = ?"
GUESTS_IN_ROOM = f"{IN_ROOM} WHERE u.role = 'guest'"
# (user_id, room_id, whether the person is a guest): who is in the room and shares no room with the person any more.
NO_LONGER_VISIBLE = f"""
{IN_ROOM.replace("?", "?2")} WHERE u.id != ?1 AND (?3 OR u.role = 'guest') AND NOT {SHARES_A_ROOM}
"""
# (user_id, user_id): the rooms, direct conversations aside, that both of them are in.
ROOMS_IN_COMMON = """
SELECT r.id FROM memberships a JOIN memberships b ON b.room_id = a.room_id AND b.user_id = ?2
JOIN rooms r ON r.id = a.room_id WHERE a.user_id = ?1 AND r.kind != 'direct' ORDER BY r.home DESC, r.name_key, r.id
"""
