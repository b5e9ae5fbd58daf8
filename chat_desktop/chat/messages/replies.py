"""Replies: each belongs to the thread of the message that began it, which keeps a summary of them.

A plain message costs nothing here. A reply costs one statement for the summary and two for those who follow.
"""

import json
from typing import Any

from msgspec import Struct

from chat_desktop.chat.core import json_columns
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import stored
from chat_desktop.errors import Invalid
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import activity as activity_queries
from chat_desktop.storage.queries import threads as thread_queries

WHAT = "threads"  # by this name the pages of a person learn that they follow other threads
SHOWN_WRITERS = 3  # people whose pictures stand beside the number of replies
READ_WRITERS = 30  # replies that are read to find them


class ReplyThread(Struct, frozen=True):
    """The thread of a new reply: its first message, who wrote that, its summary, and who is replied to."""

    root_id: str
    author_id: str
    summary: str | None
    replied_to_id: str


def find_thread(db: Db, command: PostMessage) -> ReplyThread | None:
    """Returns the thread that the new message belongs to, or None when it is no reply. Raises Invalid."""
    if command.reply_to is None:
        if command.folded:
            raise Invalid("folded", "only_reply_can_stand_thread")
        return None
    row = db.execute(thread_queries.ROOT_OF, (command.reply_to, command.room_id)).fetchone()
    if row is None:
        raise Invalid("reply_to", "replied_message_elsewhere")
    return ReplyThread(*row)


def put_in(message: Message, thread: ReplyThread, folded: bool) -> str:
    """Puts a new reply into its thread, with a copy of the summary that the thread has from now on, and returns it."""
    summary = _extended(thread, message)
    message.root_id = thread.root_id
    encoded = json.dumps(summary)
    message.thread = json.dumps(summary | {"folded": True}) if folded else encoded
    return encoded


def store(work: Work, message: Message, thread: ReplyThread, summary: str) -> None:
    """Stores the new summary. Who replies follows the thread, and with its first reply so does who began it."""
    db = work.db
    db.execute(thread_queries.SET_SUMMARY, (summary, thread.root_id))
    at, sender_id, to = message.created_at, message.sender_id, thread.replied_to_id
    # Whoever is replied to learns of the reply itself, and whoever is mentioned of the mention.
    db.execute(thread_queries.TOUCH, (at, sender_id, thread.root_id, sender_id, to))
    if to != sender_id and to not in json_columns.strings(message.mentions):
        db.execute(activity_queries.REPLY, (to, message.id, message.room_id, sender_id, at))
    followers = {message.sender_id} if thread.summary else {message.sender_id, thread.author_id}
    rows = [(user_id, thread.root_id, message.room_id, user_id, message.created_at) for user_id in sorted(followers)]
    if db.executemany(thread_queries.FOLLOW, rows).rowcount > 0:
        for user_id in sorted(followers):
            work.record(OwnDataChanged(user_id, WHAT))


def take_out(message: Message) -> str | None:
    """Takes a deleted message out of its thread. Returns the id of the thread's first message, or None."""
    root_id, message.root_id = message.root_id, None
    if root_id is not None:
        message.thread = None
    return root_id


def recount(work: Work, root_id: str) -> Message | None:
    """Returns the first message of a thread with a new summary, after a reply was deleted.

    Only the last replies are read: counting those of a long thread would hold the writer, and with it everybody.
    """
    root = stored.by_id(work.db, root_id)
    if root is None:
        return None
    last = work.db.execute(thread_queries.LAST, (root_id, READ_WRITERS)).fetchall()
    count = len(last) if len(last) < READ_WRITERS else _replies(root.thread) - 1
    writers = [sender_id for sender_id, _ in last]
    root.thread = json.dumps(_summary(count, last[0][1], writers, root.sender_id)) if last else None
    return root


def _extended(thread: ReplyThread, message: Message) -> dict[str, Any]:
    known = json_columns.details(thread.summary)
    writers = [message.sender_id, *known.get("user_ids", [])]
    return _summary(_replies(thread.summary) + 1, message.created_at, writers, thread.author_id)


def _replies(summary: str | None) -> int:
    count: int = json_columns.details(summary).get("replies", 0)
    return count


def _summary(count: int, last_at: int, writers: list[str], author_id: str) -> dict[str, Any]:
    shown = list(dict.fromkeys(writers))[:SHOWN_WRITERS]
    return {"replies": count, "last_at": last_at, "user_ids": shown, "author_id": author_id}
