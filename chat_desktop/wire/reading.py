"""Converts threads, what concerns a person, and what is saved for later, to JSON objects."""

from chat_desktop.chat.core.reading_records import Concern, Saved, ThreadPage
from chat_desktop.chat.core.records import Message
from chat_desktop.wire import payloads
from chat_desktop.wire.times import time


def saved(record: Saved, about: Message | None) -> payloads.Payload:
    """Returns what a person has saved, with its message if they may still read it."""
    return {
        "id": record.id,
        "message_id": record.message_id,
        "note": record.note,
        "created_at": time(record.created_at),
        "remind_at": time(record.remind_at),
        "reminded_at": time(record.reminded_at),
        "message": None if about is None else payloads.message(about),
    }


def thread(record: ThreadPage) -> payloads.Payload:
    """Returns a part of a thread."""
    return {
        "root": payloads.message(record.root),
        "messages": [payloads.message(reply) for reply in record.replies],
        "more_before": record.more_before,
        "following": record.following,
    }


def concern(record: Concern, is_new: bool) -> payloads.Payload:
    """Returns something that concerns a person."""
    return {
        "kind": record.kind,
        "message": payloads.message(record.message),
        "user_id": record.actor_id,
        "at": time(record.at),
        "new": is_new,
    }
