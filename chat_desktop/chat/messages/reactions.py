"""Reactions: emoji on a message, each with the people who gave it."""

import json
from collections.abc import Callable

from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.json_columns import Given
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.formatting.emoji import is_emoji
from chat_desktop.chat.messages import posting
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import activity as activity_queries

KINDS_MAX = 20  # different emoji on one message

Change = Callable[[Given, str, str], Given]

decode = json_columns.reactions


def add(work: Work, session_id: str, message_id: str, emoji: str) -> Message:
    """Adds a reaction of the actor. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    return _change(work, session_id, message_id, emoji, _with)


def remove(work: Work, session_id: str, message_id: str, emoji: str) -> Message:
    """Removes a reaction of the actor. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    return _change(work, session_id, message_id, emoji, _without)


def _change(work: Work, session_id: str, message_id: str, emoji: str, change: Change) -> Message:
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    policy.react(actor)
    if message.deleted:
        raise NotFound("message_was_deleted")
    if not is_emoji(emoji):
        raise Invalid("emoji", "thats_not_emoji")
    before = decode(message.reactions)
    after = change(before, actor.user_id, emoji)
    if after == before:
        return message
    if len(after) > KINDS_MAX:
        raise Invalid("emoji", "message_can_most_different_emoji", {"n": KINDS_MAX})
    if change is _with and message.sender_id != actor.user_id:
        about = (message.sender_id, message.id, message.room_id, actor.user_id, work.now)
        work.db.execute(activity_queries.REACTION, about)
    message.reactions = json.dumps(after, ensure_ascii=False) if after else None
    return posting.rewrite(work, message)


def _with(given: Given, user_id: str, emoji: str) -> Given:
    if any(known == emoji for known, _ in given):
        return [(e, users if e != emoji or user_id in users else [*users, user_id]) for e, users in given]
    return [*given, (emoji, [user_id])]


def _without(given: Given, user_id: str, emoji: str) -> Given:
    left = [(e, [u for u in users if e != emoji or u != user_id]) for e, users in given]
    return [(e, users) for e, users in left if users]
