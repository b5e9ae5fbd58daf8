"""Pinned messages of a room: what its people want to find again. Each pin is a change of the message itself."""

import json

from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.records import Actor, Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import pins as pin_queries

MOST = 100  # pinned messages of a room


def of_room(reading: Reading, session_id: str, room_id: str) -> list[Message]:
    """Returns the pinned messages of a room, the one pinned last first. Raises NotSignedIn, NotFound."""
    actor = actors.find(reading, session_id)
    memberships.check(reading, actor.user_id, room_id)
    found = [Message(*row) for row in reading.db.execute(pin_queries.OF_ROOM, (room_id, MOST))]
    return sorted(found, key=_pinned_at, reverse=True)


def pin(work: Work, session_id: str, message_id: str) -> Message:
    """Pins a message. Raises NotSignedIn, NotFound, Forbidden, Invalid, RateLimited."""
    actor, message = _find(work, session_id, message_id)
    if message.deleted:
        raise NotFound("message_was_deleted")
    if message.pinned is not None:
        return message
    if work.db.execute(pin_queries.COUNT, (message.room_id,)).fetchone()[0] >= MOST:
        raise Invalid("message_id", "room_most_pinned_messages_unpin", {"n": MOST})
    work.limits.take("pin", actor.user_id, actor.role)
    message.pinned = json.dumps({"user_id": actor.user_id, "at": work.now})
    return posting.rewrite(work, message)


def unpin(work: Work, session_id: str, message_id: str) -> Message:
    """Unpins a message, whoever pinned it. Raises NotSignedIn, NotFound, Forbidden, RateLimited."""
    actor, message = _find(work, session_id, message_id)
    if message.pinned is None:
        return message
    work.limits.take("pin", actor.user_id, actor.role)
    message.pinned = None
    return posting.rewrite(work, message)


def _find(work: Work, session_id: str, message_id: str) -> tuple[Actor, Message]:
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    policy.pin_message(actor)
    return actor, message


def _pinned_at(message: Message) -> int:
    at = json_columns.details(message.pinned).get("at")
    return at if isinstance(at, int) else 0
