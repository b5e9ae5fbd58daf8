"""Converts what a message carries besides its text to JSON objects."""

from typing import Any

from msgspec import structs

from chat_desktop.chat.contents.answers import Answers
from chat_desktop.chat.contents.scheduled import Scheduled
from chat_desktop.chat.core import json_columns
from chat_desktop.chat.core.records import MessageCards
from chat_desktop.languages import sentences
from chat_desktop.wire.times import time

# Every key of a stored content that ends so holds a moment in ms.
MOMENT = "_at"


def of_message(text: str) -> dict[str, Any]:
    """Returns the content of a message from its column, with its moments as times."""
    found: dict[str, Any] = _with_times(json_columns.content(text))
    return found


def answers(record: Answers) -> dict[str, Any]:
    """Returns who has answered, and the person's own answers."""
    body: dict[str, Any] = {
        "mine": list(record.mine),
        "answers": [{"user_id": user_id, "item": item, "at": time(at)} for user_id, item, at in record.answers],
    }
    if record.next_at is not None:
        body["next_at"] = time(record.next_at)
    return body


def cards(record: MessageCards) -> dict[str, Any]:
    """Returns the cards of messages, and the ids of those for which pages have still to be read."""
    shown = {id_: [structs.asdict(card) for card in found] for id_, found in record.cards.items()}
    return {"cards": shown, "waiting": list(record.missing)}


def scheduled(record: Scheduled) -> dict[str, Any]:
    """Returns a message that is to be posted later."""
    return {
        "id": record.id,
        "room_id": record.room_id,
        "body": record.body,
        "reply_to": record.reply_to,
        "send_at": time(record.send_at),
        "created_at": time(record.created_at),
        "problem": record.problem,
        "problem_key": record.problem and sentences.key_of_error(record.problem),
    }


def _with_times(found: Any, key: str = "") -> Any:
    if isinstance(found, dict):
        return {name: _with_times(value, name) for name, value in found.items()}
    if isinstance(found, list):
        return [_with_times(value) for value in found]
    return time(found) if isinstance(found, int) and key.endswith(MOMENT) else found
