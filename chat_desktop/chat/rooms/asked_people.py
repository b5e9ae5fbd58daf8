"""Who is no longer asked to confirm an urgent message: who has left, and everybody once its room or sender is gone."""

from chat_desktop.chat.core.events import RuleScheduled, UrgentReleased
from chat_desktop.chat.core.work import Work
from chat_desktop.storage.queries import contents as content_queries

RULE = "contents"  # the scheduled rule that counts the answers and asks again


def no_longer(work: Work, user_id: str, room_id: str | None = None) -> None:
    """Asks a person no more, in one room or everywhere. What they have confirmed stays. The counts follow at once."""
    for (message_id,) in work.db.execute(content_queries.ASKED_OF_USER, (user_id, room_id)).fetchall():
        work.db.execute(content_queries.DELETE_ANSWERS_OF_USER, (message_id, user_id))
        work.db.execute(content_queries.COUNT_AT, (message_id, work.now))
        work.record(UrgentReleased(message_id, user_id))
        work.record(RuleScheduled(RULE, work.now))


def room_archived(work: Work, room_id: str) -> None:
    """Lets the host end the urgent messages of a room in which nobody can confirm them any more."""
    _remind_now(work, room_id, None)


def sender_gone(work: Work, user_id: str) -> None:
    """Lets the host end the urgent messages of a person who has left the office, and so can't end them any more."""
    _remind_now(work, None, user_id)


def _remind_now(work: Work, room_id: str | None, sender_id: str | None) -> None:
    """Whoever reminds finds that there is nobody to remind any more."""
    if work.db.execute(content_queries.REMIND_AT, (work.now, room_id, sender_id)).rowcount:
        work.record(RuleScheduled(RULE, work.now))
