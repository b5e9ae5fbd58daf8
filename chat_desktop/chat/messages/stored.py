"""Finds stored messages by their ids."""

from chat_desktop.chat.core.records import Message
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import messages as message_queries


def by_id(db: Db, message_id: str) -> Message | None:
    """Returns a message, whoever asks: for what the host does by itself, and where it is known who may read it."""
    row = db.execute(message_queries.BY_ID_ALONE, (message_id,)).fetchone()
    return None if row is None else Message(*row)


def readable(db: Db, user_id: str, message_id: str) -> Message | None:
    """Returns a message in one of the rooms of the person."""
    row = db.execute(message_queries.BY_ID, (message_id, user_id)).fetchone()
    return None if row is None else Message(*row)
