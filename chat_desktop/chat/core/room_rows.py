"""Makes parts of a room's record from rows: for one person's view of a room, and for what all members see alike."""

from typing import Any

from chat_desktop.chat.core import json_columns
from chat_desktop.chat.core.records import Kind, LastMessage
from chat_desktop.chat.formatting.preview import last_line
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import memberships as membership_queries


def last_message(seq: int | None, *rest: Any) -> LastMessage | None:
    """The newest message from LAST_MESSAGE_COLUMNS, which are all None in a room without messages."""
    if seq is None:
        return None
    sender_id, body, created_at, deleted, content = rest
    return LastMessage(seq, sender_id, last_line(body), created_at, bool(deleted), _files(content))


def _files(content: str | None) -> tuple[tuple[str, str, int | None], ...]:
    """The kind and the name of each file that a message carries, and of a voice note its length."""
    if content is None:
        return ()
    files = json_columns.content(content).get("attachments", [])
    return tuple(_file(file) for file in files)


def _file(file: dict[str, Any]) -> tuple[str, str, int | None]:
    if file.get("voice") and file["kind"] == "audio":
        return "voice", file["name"], file.get("duration_ms")
    return file["kind"], file["name"], None


def direct_user_ids(db: Db, room_id: str, kind: Kind) -> tuple[str, ...] | None:
    """The people of a direct conversation, the first member first; None for other rooms."""
    if kind != "direct":
        return None
    return tuple(row[0] for row in db.execute(membership_queries.MEMBER_IDS, (room_id,)))
