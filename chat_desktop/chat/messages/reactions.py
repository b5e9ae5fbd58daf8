"""Reactions: emoji on a message, each with the people who gave it."""

import json
import re
import unicodedata
from collections.abc import Callable

from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.json_columns import Given
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import posting
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import activity as activity_queries

EMOJI_MAX = 32  # code points: a family of four with skin tones and joiners has 11, a flag of a region 7
KINDS_MAX = 20  # different emoji on one message

JOINER = "\u200d"
FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
PICTURE = re.compile("(.)\ufe0f?[\U0001f3fb-\U0001f3ff]?\ufe0f?(?:[\U000e0020-\U000e007e]+\U000e007f)?")
# Emoji that Unicode does not count as pictures: double exclamation marks, arrows, squares, plus and its like, the i.
TEXT_EMOJI = frozenset("\u203c\u2049\u2139\u2194\u25fb\u25fc\u25fd\u25fe\u2795\u2796\u2797\u2934\u2935\u3030\u303d")

Change = Callable[[Given, str, str], Given]

decode = json_columns.reactions


def add(work: Work, session_id: str, message_id: str, emoji: str) -> Message:
    """Adds a reaction of the actor. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    return _change(work, session_id, message_id, emoji, _with)


def remove(work: Work, session_id: str, message_id: str, emoji: str) -> Message:
    """Removes a reaction of the actor. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    return _change(work, session_id, message_id, emoji, _without)


def is_emoji(text: str) -> bool:
    """Returns whether the text is one emoji by the grammar of UTS 51, section 1.4.9."""
    if not 1 <= len(text) <= EMOJI_MAX:
        return False
    if KEYCAP.fullmatch(text) or FLAG.fullmatch(text):
        return True
    return all(_is_picture(part) for part in text.split(JOINER))


def _is_picture(part: str) -> bool:
    """Returns whether PART is a picture, with an optional variation selector, skin tone or tags of a region's flag."""
    found = PICTURE.fullmatch(part)
    if found is None:
        return False
    picture = found[1]
    # Cn: an emoji that is newer than this Python.
    return picture in TEXT_EMOJI or (unicodedata.category(picture) in ("So", "Cn") and not FLAG_LETTER.match(picture))


def _change(work: Work, session_id: str, message_id: str, emoji: str, change: Change) -> Message:
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    policy.react(actor)
    if message.deleted:
        raise NotFound("This message was deleted.")
    if not is_emoji(emoji):
        raise Invalid("emoji", "That's not an emoji.")
    before = decode(message.reactions)
    after = change(before, actor.user_id, emoji)
    if after == before:
        return message
    if len(after) > KINDS_MAX:
        raise Invalid("emoji", f"A message can have at most {KINDS_MAX} different emoji.")
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
