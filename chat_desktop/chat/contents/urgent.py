"""Urgent messages: those who were in the room confirm them, and are asked again until they have, or until the
message is ended."""

from chat_desktop.chat.contents import answers, publishing
from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.events import UrgentAsked, UrgentEnded, UrgentReleased
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import contents, posting
from chat_desktop.errors import Forbidden
from chat_desktop.storage.queries import contents as content_queries


def confirm(work: Work, session_id: str, message_id: str) -> Message:
    """Stores that the actor has seen the message, also a guest or a read-only person. Twice has no further effect.

    Raises NotSignedIn, NotFound, Forbidden.
    """
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    urgent = answers.carried(message, "urgent")
    row = work.db.execute(content_queries.ANSWER_OF_USER, (message_id, actor.user_id)).fetchone()
    if row is not None and row[0] is not None:
        return message
    if urgent["ended_at"] is not None:
        raise Forbidden("urgent_message_ended")
    if row is None:
        raise Forbidden("only_those_who_were_room")
    work.db.execute(content_queries.CONFIRM, (work.now, message_id, actor.user_id))
    work.record(UrgentReleased(message_id, actor.user_id))
    if not contents.not_confirmed(work, message_id):
        return _end(work, message)
    return publishing.publish_soon(work, message)


def end(work: Work, session_id: str, message_id: str) -> Message:
    """Asks nobody any more. Ending it twice has no further effect. Raises NotSignedIn, NotFound, Forbidden."""
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    urgent = answers.carried(message, "urgent")
    policy.end_urgent(actor, message.sender_id)
    return message if urgent["ended_at"] is not None else _end(work, message)


def remind(work: Work, message_id: str) -> None:
    """Asks those again who have not confirmed, for a week at most.

    After a pause of the host they are asked once, however long it was.
    """
    message = publishing.find(work, message_id)
    if message is None:
        work.db.execute(content_queries.DELETE_MOMENTS, (message_id,))
        return
    waiting = contents.not_confirmed(work, message_id)
    (may_ask,) = work.db.execute(content_queries.MAY_REMIND, (message_id,)).fetchone()
    is_old = work.now - message.created_at >= contents.REMIND_LONGEST_MS
    if not may_ask or is_old or not waiting:
        _end(work, message)
        return
    contents.schedule(work, message_id, contents.REMIND, work.now + contents.REMIND_EVERY_MS)
    work.record(UrgentAsked(message, waiting, work.now))


def end_if_confirmed(work: Work, message: Message) -> None:
    """Ends an urgent message when the last who had not confirmed it has left."""
    urgent = json_columns.content(message.content).get("urgent")
    if urgent and urgent["ended_at"] is None and not contents.not_confirmed(work, message.id):
        _end(work, message)


def load(work: Work) -> None:
    """Records whom the urgent messages still ask, once at the start. Those that are due are left to `remind`."""
    for message_id, next_at in work.db.execute(content_queries.OPEN_URGENT, (work.now,)).fetchall():
        message, waiting = publishing.find(work, message_id), contents.not_confirmed(work, message_id)
        if message is not None and waiting:
            work.record(UrgentAsked(message, waiting, next_at - contents.REMIND_EVERY_MS))


load.changes_nothing = True  # type: ignore[attr-defined]


def _end(work: Work, message: Message) -> Message:
    urgent = answers.carried(message, "urgent") | {"ended_at": work.now}
    message.content = contents.encode(json_columns.content(message.content) | {"urgent": urgent})
    message = publishing.rewrite(work, message)
    work.db.execute(content_queries.DELETE_MOMENTS, (message.id,))
    work.record(UrgentEnded(message.id))
    return message
