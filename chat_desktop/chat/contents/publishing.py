"""Counts the answers to a message and publishes the message, at most once a second.

A room of 500 that votes within a second would receive 500 events of each of 500 votes otherwise.
"""

from chat_desktop.chat.contents import counting
from chat_desktop.chat.core import json_columns
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import contents, posting, stored
from chat_desktop.storage.queries import contents as content_queries

PUBLISH_EVERY_MS = 1_000


def publish_soon(work: Work, message: Message) -> Message:
    """Publishes a message whose answers have changed: at once, or when a second has passed since the last time."""
    next_time = work.db.execute(content_queries.MOMENT, (message.id, contents.PUBLISH)).fetchone()
    # A time that is further away was set before the clock was set back.
    if next_time is None or next_time[0] > work.now + PUBLISH_EVERY_MS:
        return publish(work, message)
    work.db.execute(content_queries.SET_CHANGED, (message.id, contents.PUBLISH))
    return _counted(work, message)  # whoever has answered sees it at once


def publish(work: Work, message: Message) -> Message:
    """Counts the answers to a message and publishes it. The next time is a second later."""
    contents.schedule(work, message.id, contents.PUBLISH, work.now + PUBLISH_EVERY_MS)
    return rewrite(work, message)


def rewrite(work: Work, message: Message) -> Message:
    """Counts the answers to a message, and stores it with the next revision."""
    return posting.rewrite(work, _counted(work, message))


def publish_due(work: Work, message_id: str) -> Message | None:
    """Publishes a message if its answers have changed since the last time, and returns it then.

    A message that has ended in the same transaction has no such moment any more: its counts are final.
    """
    moment = work.db.execute(content_queries.MOMENT, (message_id, contents.PUBLISH)).fetchone()
    message = find(work, message_id)
    if moment is not None and moment[1] and message is not None:
        return publish(work, message)
    work.db.execute(content_queries.DELETE_MOMENT, (message_id, contents.PUBLISH))
    return None


def find(work: Work, message_id: str) -> Message | None:
    """Returns a message that still carries something, whoever asks."""
    message = stored.by_id(work.db, message_id)
    return None if message is None or message.content is None else message


def _counted(work: Work, message: Message) -> Message:
    content = json_columns.content(message.content)
    counting.count(work.db, message.id, content)
    message.content = contents.encode(content)
    return message
