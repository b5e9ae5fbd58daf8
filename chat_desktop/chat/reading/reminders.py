"""The scheduled rule that reminds people: each reminder comes back as an unread message in their notes to self."""

import json

from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.core.reading_records import Saved
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.formatting.preview import preview
from chat_desktop.chat.messages import posting, stored
from chat_desktop.chat.reading import later
from chat_desktop.chat.rooms import rooms
from chat_desktop.storage.queries import later as later_queries

RULE = later.RULE
BATCH = 50  # reminders in one transaction: other commands come in between
NO_TEXT = "Reminder"  # where the message is gone, or may no longer be read


def due(reading: Reading) -> int | None:
    """Returns the moment of the next reminder, in ms."""
    moment: int | None = reading.db.execute(later_queries.NEXT_REMINDER).fetchone()[0]
    return moment


def run(work: Work) -> int:
    """Reminds of what is due, also of what became due while the host was off. Returns how many reminders there were."""
    found = work.db.execute(later_queries.DUE, (work.now, BATCH)).fetchall()
    for user_id, *columns in found:
        _remind(work, user_id, Saved(*columns))
    return len(found)


def _remind(work: Work, user_id: str, saved: Saved) -> None:
    work.db.execute(later_queries.REMINDED, (work.now, saved.id))
    if work.db.execute(later_queries.IS_ACTIVE, (user_id,)).fetchone() is None:
        return
    message = _message(work, user_id, saved)
    about = {} if message is None else {"message_id": message.id, "room_id": message.room_id}
    body = saved.note or (preview(message.body) if message else "") or NO_TEXT
    room_id = rooms.notes_of(work, user_id)
    client_id = f"reminder-{saved.id}-{saved.remind_at}"
    posting.post_made(work, user_id, room_id, client_id, body, json.dumps({"reminder": about}), is_reminder=True)
    work.record(OwnDataChanged(user_id, later.WHAT))


def _message(work: Work, user_id: str, saved: Saved) -> Message | None:
    """The message, if the person may still read it and it was not deleted."""
    message = None if saved.message_id is None else stored.readable(work.db, user_id, saved.message_id)
    return None if message is None or message.deleted else message
