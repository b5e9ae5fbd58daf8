"""Messages that are written now and posted later, by the host, whether or not a page of their author is open."""

from msgspec import Struct

from chat_desktop.chat.core import actors, ids, policy
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.content_commands import ChangeScheduled, Schedule
from chat_desktop.chat.core.events import RuleScheduled, ScheduledChanged
from chat_desktop.chat.core.records import Actor, Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting
from chat_desktop.chat.users import moments
from chat_desktop.errors import ChatError, Invalid, NotFound
from chat_desktop.storage.queries import messages as message_queries
from chat_desktop.storage.queries import scheduled as scheduled_queries

RULE = "scheduled messages"
MOST = 50  # of one person
BATCH = 50  # messages in one transaction: other commands come in between


class Scheduled(Struct, frozen=True):
    """A row of `scheduled_messages`. `problem` is the sentence that says why it was not sent."""

    id: str
    user_id: str
    room_id: str
    body: str
    reply_to: str | None
    send_at: int
    created_at: int
    problem: str | None


def list_own(reading: Reading, session_id: str) -> list[Scheduled]:
    """Returns the scheduled messages of the actor, the next one first. Raises NotSignedIn."""
    user_id = actors.find(reading, session_id).user_id
    return [Scheduled(*row) for row in reading.db.execute(scheduled_queries.OF_USER, (user_id,))]


def create(work: Work, session_id: str, asked: Schedule) -> Scheduled:
    """Schedules a message. Raises NotSignedIn, NotFound, Forbidden, Invalid, TooLong, RateLimited."""
    actor = actors.find(work, session_id)
    standing = work.db.execute(message_queries.MAY_POST, (actor.user_id, asked.room_id)).fetchone()
    if standing is None:
        raise NotFound
    read_only, archived = standing
    policy.post_message(read_only)
    policy.change_in_room(archived)
    posting.check_body(asked.body)
    if (
        asked.reply_to is not None
        and not work.db.execute(message_queries.SEQ_OF, (asked.reply_to, asked.room_id)).fetchone()
    ):
        raise Invalid("reply_to", "replied_message_elsewhere")
    send_at = moments.to_come(work.now, asked.send_at, "send_at")
    if _count(work, actor.user_id) >= MOST:
        raise Invalid("send_at", "scheduled_messages_send_delete_some", {"n": MOST})
    work.limits.take("scheduled", actor.user_id, actor.role)
    row = (ids.short_id(work.random), actor.user_id, asked.room_id, asked.body, asked.reply_to, send_at, work.now)
    work.db.execute(scheduled_queries.INSERT, row)
    work.record(RuleScheduled(RULE, send_at))
    _tell(work, actor.user_id)
    return Scheduled(*row, None)


def change(work: Work, session_id: str, scheduled_id: str, asked: ChangeScheduled) -> Scheduled:
    """Changes the text or the time; None stays as it is. Raises NotSignedIn, NotFound, Forbidden, Invalid, TooLong."""
    actor, known = _find(work, session_id, scheduled_id)
    policy.post_message(actor.read_only)
    body = known.body if asked.body is None else asked.body
    posting.check_body(body)
    if asked.send_at is None and known.problem is not None:
        raise Invalid("send_at", "choose_new_time_for_message")
    send_at = known.send_at if asked.send_at is None else moments.to_come(work.now, asked.send_at, "send_at")
    work.db.execute(scheduled_queries.CHANGE, (body, send_at, known.id))
    work.record(RuleScheduled(RULE, send_at))
    _tell(work, known.user_id)
    return Scheduled(*work.db.execute(scheduled_queries.ONE, (known.id, known.user_id)).fetchone())


def delete(work: Work, session_id: str, scheduled_id: str) -> None:
    """Takes a scheduled message back. Raises NotSignedIn, NotFound."""
    known = _find(work, session_id, scheduled_id)[1]
    work.db.execute(scheduled_queries.DELETE, (known.id,))
    _tell(work, known.user_id)


def send_now(work: Work, session_id: str, scheduled_id: str) -> Message:
    """Posts a scheduled message at once. Raises NotSignedIn, NotFound, Forbidden, Invalid, TooLong."""
    return _send(work, _find(work, session_id, scheduled_id)[1])


def due(reading: Reading) -> int | None:
    """Returns when the next message is to be sent, in ms."""
    moment: int | None = reading.db.execute(scheduled_queries.NEXT).fetchone()[0]
    return moment


def run(work: Work) -> int:
    """Sends what is due, also what was due while the program was off. Returns how many messages that were."""
    found = [Scheduled(*row) for row in work.db.execute(scheduled_queries.DUE, (work.now, BATCH))]
    for scheduled in found:
        try:
            _send(work, scheduled)
        except ChatError as problem:
            # Its author may no longer write there. The message stays, so that they can read why and use the text.
            work.db.execute(scheduled_queries.SET_PROBLEM, (problem.message, scheduled.id))
            _tell(work, scheduled.user_id)
    return len(found)


def _send(work: Work, scheduled: Scheduled) -> Message:
    client_id = f"{ids.SCHEDULED}{scheduled.id}"
    command = PostMessage(scheduled.room_id, client_id, scheduled.body, scheduled.reply_to)
    message = posting.post_for(work, scheduled.user_id, command)
    work.db.execute(scheduled_queries.DELETE, (scheduled.id,))
    _tell(work, scheduled.user_id)
    return message


def _find(work: Work, session_id: str, scheduled_id: str) -> tuple[Actor, Scheduled]:
    actor = actors.find(work, session_id)
    row = work.db.execute(scheduled_queries.ONE, (scheduled_id, actor.user_id)).fetchone()
    if row is None:
        raise NotFound("message_was_sent_deleted_meanwhile")
    return actor, Scheduled(*row)


def _count(work: Work, user_id: str) -> int:
    count: int = work.db.execute(scheduled_queries.COUNT, (user_id,)).fetchone()[0]
    return count


def _tell(work: Work, user_id: str) -> None:
    work.record(ScheduledChanged(user_id, _count(work, user_id)))
