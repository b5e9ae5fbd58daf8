"""The pinned messages of a room."""

from chat_desktop.storage.queries.messages import COLUMNS

# (room_id, limit). The index names its rows by `pinned IS NOT NULL`, so that a room's other messages are not read.
OF_ROOM = f"SELECT {COLUMNS} FROM messages WHERE room_id = ? AND pinned IS NOT NULL LIMIT ?"
COUNT = "SELECT count(*) FROM messages WHERE room_id = ? AND pinned IS NOT NULL"
