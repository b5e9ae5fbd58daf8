"""Converts what a message carries besides its text to JSON objects."""

from typing import Any

from msgspec import structs

from chat_desktop.chat.contents.answers import Answers
from chat_desktop.chat.contents.scheduled import Scheduled
from chat_desktop.chat.core.records import MessageCards
from chat_desktop.languages import sentences
from chat_desktop.wire.times import time


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
