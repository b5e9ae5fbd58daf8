"""`@everyone` mentions all members of a room, and `@here` those who are online at that moment.

In the column `mentions` of a message the word stands before the ids, so that the message does not grow with the room.
In the table `mentions` there is a row for each person, as for any other mention: unread mentions are counted by it.
"""

import json
from collections.abc import Collection

from chat_desktop.chat.core import policy
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.formatting.mention_words import EVERYONE, WORDS
from chat_desktop.errors import Forbidden, RateLimited
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import activity as activity_queries
from chat_desktop.storage.queries import mentions as mention_queries


def is_permitted(work: Work, user_id: str, room_id: str) -> bool:
    """Returns whether the sender may mention the whole room now; if so, it is counted.

    A message with such a word is never refused: where it may not be used, it is text like any other.
    """
    role, kind, member_count = work.db.execute(mention_queries.ALL_CHECK, (user_id, room_id)).fetchone()
    try:
        policy.mention_all(role, kind, member_count)
        work.limits.take("mention_all", user_id, "")
    except (Forbidden, RateLimited):
        return False
    return True


def may_mean(body: str) -> bool:
    """Returns whether BODY may hold `@here`. It is asked of every message, before anything is known of the room."""
    return "\uff20" in body or ("@" in body and "@here" in body.lower())


def may_stand_in(body: str) -> bool:
    """Returns whether BODY may hold one of the words: a letter outside ASCII could be another way to write one."""
    return not body.isascii() or any(word in body.lower() for word in WORDS)


def store(db: Db, message: Message, word: str, online: Collection[str]) -> None:
    """Stores the rows of a new message, those of each table in one statement. The sender is left out."""
    values = (message.room_id, message.seq, message.sender_id)
    if word == EVERYONE:
        db.execute(mention_queries.INSERT_ALL, values)
    else:
        db.execute(mention_queries.INSERT_SOME, (*values, json.dumps(sorted(online))))
    about = (message.id, message.room_id, message.sender_id, message.created_at, message.seq)
    db.execute(activity_queries.MENTION_ALL, about)


def remove(db: Db, message: Message) -> None:
    """Removes the rows of all members."""
    db.execute(mention_queries.DELETE_ALL, (message.room_id, message.seq))
