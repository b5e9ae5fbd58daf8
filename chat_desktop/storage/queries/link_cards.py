"""Cards of links: the hosts that are allowed, the links of messages, and what was read of their pages."""

HOSTS = "SELECT link_hosts FROM office WHERE row = 1"
SET_HOSTS = "UPDATE office SET link_hosts = ? WHERE row = 1"
# (message_id, user_id): the text of a message that the person may read, unless a guest has written it.
BODY = """
SELECT m.body FROM messages m JOIN users u ON u.id = m.sender_id AND u.role != 'guest'
WHERE m.id = ?1 AND NOT m.deleted
AND EXISTS (SELECT 1 FROM memberships s WHERE s.room_id = m.room_id AND s.user_id = ?2)
"""
FIND = "SELECT title, description, fetched_at FROM link_cards WHERE url = ?"
STORE = """
INSERT INTO link_cards (url, title, description, fetched_at) VALUES (?, ?, ?, ?)
ON CONFLICT (url) DO UPDATE SET title = excluded.title, description = excluded.description,
                                fetched_at = excluded.fetched_at
"""
# (how many are kept): removes the oldest beyond them.
PRUNE = """
DELETE FROM link_cards WHERE fetched_at < (SELECT fetched_at FROM link_cards ORDER BY fetched_at DESC LIMIT 1 OFFSET ?)
"""
