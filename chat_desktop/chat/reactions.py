"""Reactions: emoji on a message, each with who gave it."""

import json
import unicodedata

from chat_desktop.chat import actors, messages
from chat_desktop.chat.records import Message
from chat_desktop.chat.work import Work
from chat_desktop.errors import Invalid, NotFound

EMOJI_MAX = 32  # code points: a family of four with skin tones and joiners has 11, a flag of a region 7
KINDS_MAX = 20  # different emoji on one message

Given = list[tuple[str, list[str]]]


def add(work: Work, session_id: str, message_id: str, emoji: str) -> Message:
    return _change(work, session_id, message_id, emoji, _with)


def remove(work: Work, session_id: str, message_id: str, emoji: str) -> Message:
    return _change(work, session_id, message_id, emoji, _without)


def decode(text: str | None) -> Given:
    return [(emoji, users) for emoji, users in json.loads(text)] if text else []


def is_emoji(text: str) -> bool:
    """Symbols and what joins them, never letters or digits alone: a reaction is no place for words."""
    if not 1 <= len(text) <= EMOJI_MAX:
        return False
    # So: pictures; Sk: skin tones; Mn/Me: variation and keycap marks; Cf: joiners and tags; Sm, Po, Nd: keycaps and arrows.
    categories = {unicodedata.category(character) for character in text}
    if categories & {"So", "Cn"} or "\u20e3" in text:
        return categories <= {"So", "Cn", "Sk", "Mn", "Me", "Cf", "Sm", "Po", "Nd"}
    return text in {"\u2934\ufe0f", "\u2194\ufe0f", "\u203c\ufe0f", "\u2049\ufe0f", "\u2795", "\u2796", "\u2797"}


def _change(work: Work, session_id: str, message_id: str, emoji: str, change) -> Message:  # type: ignore[no-untyped-def]
    actor = actors.find(work, session_id)
    message = messages.find(work, actor, message_id)
    if message.deleted:
        raise NotFound("This message was deleted.")
    if not is_emoji(emoji):
        raise Invalid("emoji", "That is not an emoji.")
    before = decode(message.reactions)
    after = change(before, actor.user_id, emoji)
    if after == before:
        return message
    if len(after) > KINDS_MAX:
        raise Invalid("emoji", f"A message takes {KINDS_MAX} different emoji at most.")
    message.reactions = json.dumps(after, ensure_ascii=False) if after else None
    return messages.rewrite(work, message)


def _with(given: Given, user_id: str, emoji: str) -> Given:
    if any(known == emoji for known, _ in given):
        return [(e, users if e != emoji or user_id in users else [*users, user_id]) for e, users in given]
    return [*given, (emoji, [user_id])]


def _without(given: Given, user_id: str, emoji: str) -> Given:
    left = [(e, [u for u in users if e != emoji or u != user_id]) for e, users in given]
    return [(e, users) for e, users in left if users]
