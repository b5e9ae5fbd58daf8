"""Threads: reading one in parts, following and leaving it."""

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.core.reading_records import ThreadPage
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting, replies, stored
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import threads as thread_queries

PAGE, PAGE_MAX = 50, 100
FOLLOWED_MOST = 2_000  # threads that a person may follow by hand
LAST = 2**62


def page(
    reading: Reading, session_id: str, message_id: str, before: int | None = None, limit: int = PAGE
) -> ThreadPage:
    """Returns the first message of the thread that MESSAGE_ID is in, and its newest replies or those before a seq.

    Raises NotSignedIn, NotFound, Invalid.
    """
    actor = actors.find(reading, session_id)
    root = _root(reading, posting.find(reading, actor, message_id))
    if not 1 <= limit <= PAGE_MAX:
        raise Invalid("limit", "ask_for_1_messages_time", {"n": PAGE_MAX})
    bound = LAST if before is None else max(0, min(before, LAST))
    rows = reading.db.execute(thread_queries.REPLIES_BEFORE, (root.id, bound, limit + 1)).fetchall()
    replies = [Message(*row) for row in reversed(rows[:limit])]
    following = reading.db.execute(thread_queries.IS_FOLLOWING, (actor.user_id, root.id)).fetchone()
    return ThreadPage(root, replies, len(rows) > limit, following is not None)


def follow(work: Work, session_id: str, message_id: str) -> None:
    """Follows the thread that the message is in. Raises NotSignedIn, NotFound, Invalid."""
    actor = actors.find(work, session_id)
    root = _root(work, posting.find(work, actor, message_id))
    counted = work.db.execute(thread_queries.COUNT_FOLLOWED, (actor.user_id, FOLLOWED_MOST)).fetchone()
    if counted[0] >= FOLLOWED_MOST:
        raise Invalid("message_id", "follow_threads_already_leave_some", {"n": FOLLOWED_MOST})
    work.db.execute(thread_queries.FOLLOW, (actor.user_id, root.id, root.room_id, actor.user_id, work.now))
    work.record(OwnDataChanged(actor.user_id, replies.WHAT))


def unfollow(work: Work, session_id: str, message_id: str) -> None:
    """Leaves the thread that the message is in. Raises NotSignedIn, NotFound."""
    actor = actors.find(work, session_id)
    root = _root(work, posting.find(work, actor, message_id))
    work.db.execute(thread_queries.UNFOLLOW, (actor.user_id, root.id))
    work.record(OwnDataChanged(actor.user_id, replies.WHAT))


def _root(reading: Reading, message: Message) -> Message:
    """Returns the first message of the thread. It is in the same room, so whoever may read one may read the other."""
    if message.root_id is None:
        return message
    return stored.by_id(reading.db, message.root_id) or message
