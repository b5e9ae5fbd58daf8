"""Records of what helps a person to read, as in records.py: threads, and what is saved for later."""

from msgspec import Struct

from chat_desktop.chat.core.records import Message


class ThreadPage(Struct, frozen=True):
    """The first message of a thread and a range of its replies, ordered by seq. `following` is that of the person."""

    root: Message
    replies: list[Message]
    more_before: bool
    following: bool


class Concern(Struct, frozen=True):
    """Something that concerns a person: a mention, a reply, reactions to a message of theirs, or a thread.

    `message` is the one that mentions or replies, the one with the reactions, or the first of the thread. `is_unseen`:
    it is newer than the list was last looked at. `read_seq` is how far the person has read the room.
    """

    kind: str
    message: Message
    actor_id: str
    at: int
    is_unseen: bool
    read_seq: int


class Saved(Struct, frozen=True):
    """What a person has saved for later: a message, or a note of their own. `remind_at` is a moment to come, and
    `reminded_at` when they were reminded."""

    id: str
    message_id: str | None
    room_id: str | None
    note: str
    created_at: int
    remind_at: int | None
    reminded_at: int | None
