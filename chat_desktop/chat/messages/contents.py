"""What a message carries besides its text: it is checked here when the message is posted, and removed with it.

The text of such a message is made here too, so that search, previews and pages that know nothing of it show something
that people can read.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.core import json_columns, policy
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.events import RuleScheduled, UrgentAsked, UrgentEnded
from chat_desktop.chat.core.new_contents import NewChecklist, NewContent, NewForward, NewPoll
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import stored
from chat_desktop.chat.rooms import asked_people
from chat_desktop.chat.users import moments
from chat_desktop.errors import Forbidden, Invalid, NotFound
from chat_desktop.storage.queries import contents as content_queries

RULE = asked_people.RULE  # the scheduled rule that acts at the moments of messages
PUBLISH, END, REMIND = "publish", "end", "remind"
REMIND_EVERY_MS = 5 * 60 * 1000
REMIND_LONGEST_MS = 7 * 24 * 60 * 60 * 1000  # then an urgent message ends by itself
URGENT_MAX_CHARACTERS = 1_000  # it is sent again and again, and is to be read at a glance
URGENT_MOST = 3  # of one person that still ask somebody

# The text of these is made of their content, so it is not edited by itself.
FIXED_TEXT = {
    "poll": "fixed_poll",
    "reminder": "fixed_reminder",
    "room_kind": "fixed_room_kind",
    "forwarded": "fixed_forwarded",
    "urgent": "fixed_urgent",
    "checklist": "fixed_checklist",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text and the content of a message that is to be stored, and when the host ends it, in ms."""

    body: str
    content: dict[str, Any]
    ends_at: int | None = None

    @property
    def encoded(self) -> str:
        """The value of the column `content`."""
        return encode(self.content)


def encode(content: dict[str, Any]) -> str:
    """Returns the value of the column `content`."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def prepare(work: Work, user_id: str, command: PostMessage) -> Prepared:
    """Checks what a new message is to carry. Raises Invalid, Forbidden, NotFound, RateLimited."""
    if command.attachment_ids:
        return _files(work, user_id, command)
    content = command.content or NewContent()
    kinds = [name for name in NewContent.__struct_fields__ if getattr(content, name) is not None]
    if len(kinds) != 1:
        raise Invalid("content", "message_carries_exactly_one_thing")
    if content.urgent is not None:
        return _urgent(work, user_id, command)
    return PREPARERS[kinds[0]](work, user_id, getattr(content, kinds[0]))


def start(work: Work, message: Message, prepared: Prepared) -> None:
    """Begins what the host does by itself for a message that was just stored."""
    if prepared.ends_at is not None:
        schedule(work, message.id, END, prepared.ends_at)
    if files := prepared.content.get("attachments"):
        attachments.claim(work, message, files)
    if "urgent" in prepared.content:
        work.db.execute(content_queries.ASK_ROOM, (message.id, message.room_id, message.sender_id))
        schedule(work, message.id, REMIND, work.now + REMIND_EVERY_MS)
        work.record(UrgentAsked(message, not_confirmed(work, message.id), work.now))


def check_editable(message: Message) -> None:
    """Raises Forbidden when the text of the message is made of what it carries."""
    if message.content is not None:
        for kind in json_columns.content(message.content):
            if kind in FIXED_TEXT:
                raise Forbidden(FIXED_TEXT[kind])


def has_files(message: Message) -> bool:
    """Returns whether the message carries files."""
    return message.content is not None and "attachments" in json_columns.content(message.content)


def remove(work: Work, message: Message) -> None:
    """Removes what a deleted message has carried, with all answers to it."""
    if message.content is not None:
        carried = json_columns.content(message.content)
        if "urgent" in carried:
            work.record(UrgentEnded(message.id))
        if "attachments" in carried:
            attachments.remove(work, message.id)
        message.content = None
        work.db.execute(content_queries.DELETE_ANSWERS, (message.id,))
        work.db.execute(content_queries.DELETE_MOMENTS, (message.id,))


def schedule(work: Work, message_id: str, what: str, at: int) -> None:
    """Lets the host act for a message at a moment, in ms. A moment of the same sort is replaced."""
    work.db.execute(content_queries.SET_MOMENT, (message_id, what, at))
    work.record(RuleScheduled(RULE, at))


def cleaned(texts: list[str], field: str) -> list[str]:
    """Returns the lines without spaces around them. Raises Invalid when one is empty or two are equal."""
    found = [" ".join(text.split()) for text in texts]
    if not all(found):
        raise Invalid(field, "each_line_needs_some_text")
    if len(set(found)) < len(found):
        raise Invalid(field, "two_these_lines_same")
    return found


def as_list(title: str, lines: list[str]) -> str:
    """Returns the text of a message that carries a list."""
    return "\n".join([title, *(f"- {line}" for line in lines)])


def _files(work: Work, user_id: str, command: PostMessage) -> Prepared:
    if command.content is not None:
        raise Invalid("content", "message_files_carries_nothing_else")
    return Prepared(command.body, {"attachments": attachments.take(work, user_id, command.attachment_ids)})


def _poll(work: Work, user_id: str, asked: NewPoll) -> Prepared:
    (question,), options = cleaned([asked.question], "question"), cleaned(asked.options, "options")
    ends_at = None if asked.ends_at is None else moments.to_come(work.now, asked.ends_at, "ends_at")
    poll = {
        "question": question,
        "options": [{"text": option, "votes": 0} for option in options],
        "many": asked.many,
        "secret": asked.secret,
        "ends_at": ends_at,
        "ended_at": None,
        "voters": 0,
    }
    return Prepared(as_list(question, options), {"poll": poll}, ends_at)


def _checklist(work: Work, user_id: str, asked: NewChecklist) -> Prepared:
    (title,), items = cleaned([asked.title], "title"), cleaned(asked.items, "items")
    checklist = {"title": title, "items": [{"id": number, "text": text} for number, text in enumerate(items)]}
    return Prepared(as_list(title, items), {"checklist": checklist})


def _forward(work: Work, user_id: str, asked: NewForward) -> Prepared:
    """The text is the stored one, and the origin that of the first message. Only the name of an open room is told."""
    original = stored.readable(work.db, user_id, asked.message_id)
    if original is None or original.deleted:
        raise NotFound("forwarded_message_gone")
    carried = json_columns.content(original.content)
    copies = attachments.copy(work, user_id, original.id) if "attachments" in carried else []
    files = {"attachments": copies} if copies else {}
    earlier = carried.get("forwarded")
    if isinstance(earlier, dict):
        return Prepared(original.body, {"forwarded": earlier, **files})
    names = work.db.execute(content_queries.ORIGIN, (original.room_id, original.sender_id)).fetchone()
    origin = {
        "message_id": original.id,
        "room_id": original.room_id,
        "room_name": names[0],
        "sender_id": original.sender_id,
        "sender_name": names[1],
        "sent_at": original.created_at,
    }
    return Prepared(original.body, {"forwarded": origin, **files})


def _urgent(work: Work, user_id: str, command: PostMessage) -> Prepared:
    """Those who are in the room at this moment are asked, and again until they have confirmed it."""
    role, others, still_open = work.db.execute(content_queries.URGENT_CHECK, (user_id, command.room_id)).fetchone()
    policy.send_urgent(role)
    if len(command.body) > URGENT_MAX_CHARACTERS:
        raise Invalid("body", "urgent_message_most_characters", {"n": URGENT_MAX_CHARACTERS})
    if not others:
        raise Invalid("room_id", "nobody_else_room_who_could")
    if still_open >= URGENT_MOST:
        raise Forbidden("urgent_messages_still_wait_for", {"n": URGENT_MOST})
    work.limits.take("urgent", user_id, role)
    return Prepared(command.body, {"urgent": {"asked": others, "confirmed": 0, "ended_at": None}})


def not_confirmed(work: Work, message_id: str) -> tuple[str, ...]:
    """Returns who is asked to confirm an urgent message and has not done so."""
    return tuple(user_id for (user_id,) in work.db.execute(content_queries.NOT_CONFIRMED, (message_id,)))


PREPARERS: dict[str, Callable[[Work, str, Any], Prepared]] = {
    "poll": _poll,
    "checklist": _checklist,
    "forwarded": _forward,
}
