"""Converts messages to JSON objects."""

from typing import Any

from chat_desktop.chat.core import json_columns
from chat_desktop.chat.core.records import Message
from chat_desktop.wire import files
from chat_desktop.wire.times import time

# Every key of a stored content that ends so holds a moment in ms.
MOMENT = "_at"


def message(record: Message) -> dict[str, Any]:
    """Returns a message.

    Keys that it has no value for are left out: `mentions_all`, `content`, `root_id`, `thread`, `pinned`.
    """
    payload: dict[str, Any] = {
        "id": record.id,
        "room_id": record.room_id,
        "seq": record.seq,
        "rev": record.rev,
        "client_id": record.client_id,
        "sender_id": record.sender_id,
        "body": record.body,
        "created_at": time(record.created_at),
        "edited_at": time(record.edited_at),
        "deleted": bool(record.deleted),
        "reply_to": record.reply_to,
        "mentions": json_columns.strings(record.mentions),
        "reactions": [{"emoji": emoji, "user_ids": users} for emoji, users in json_columns.reactions(record.reactions)],
        "attachments": [],
    }
    if (word := json_columns.mentions_all(record.mentions)) is not None:
        payload["mentions_all"] = word
    if record.content is not None and (carried := _content(record.content)):
        payload["attachments"] = [files.of_message(file) for file in carried.pop("attachments", [])]
        if carried:
            payload["content"] = carried
    if record.root_id is not None:
        payload["root_id"] = record.root_id
    if record.thread is not None and (found := json_columns.details(record.thread)):
        payload["thread"] = found | {"last_at": time(found.get("last_at"))}
    if record.pinned is not None and (found := json_columns.details(record.pinned)):
        payload["pinned"] = found | {"at": time(found.get("at"))}
    return payload


def _content(text: str) -> dict[str, Any]:
    """From its column, with its moments as times."""
    found: dict[str, Any] = _with_times(json_columns.content(text))
    return found


def _with_times(found: Any, key: str = "") -> Any:
    if isinstance(found, dict):
        return {name: _with_times(value, name) for name, value in found.items()}
    if isinstance(found, list):
        return [_with_times(value) for value in found]
    return time(found) if isinstance(found, int) and key.endswith(MOMENT) else found
