"""What a person has saved for later: messages and notes of their own, with reminders."""

from datetime import datetime

from chat_desktop.chat.core import actors, ids
from chat_desktop.chat.core.events import OwnDataChanged, RuleScheduled
from chat_desktop.chat.core.reading_records import Saved
from chat_desktop.chat.core.records import Actor, Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting, stored
from chat_desktop.chat.users import moments
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import later as later_queries

MOST = 300  # things that a person may have saved at a time
NOTE_MAX_CHARACTERS = 300  # code points
LATEST_YEARS = 2  # so far ahead a reminder may lie
RULE = "reminders"  # the scheduled rule that reminds people
WHAT = "later"  # names this list in the event to the person's other pages


def of_person(reading: Reading, session_id: str) -> list[tuple[Saved, Message | None]]:
    """Returns what the actor has saved, the newest first, each with its message if they may still read it.

    Raises NotSignedIn.
    """
    user_id = actors.find(reading, session_id).user_id
    found = [Saved(*row) for row in reading.db.execute(later_queries.OF_USER, (user_id, MOST)).fetchall()]
    return [(saved, _message(reading, user_id, saved)) for saved in found]


def save(work: Work, session_id: str, message_id: str | None, note: str, remind_at: datetime | None) -> Saved:
    """Saves a message or a note. A message that is saved already gets the new reminder.

    Raises NotSignedIn, NotFound, Invalid.
    """
    actor = actors.find(work, session_id)
    at = _moment(work, remind_at)
    message = None if message_id is None else posting.find(work, actor, message_id)
    if message is not None and message.deleted:
        raise NotFound("message_was_deleted")
    note = _note(note, is_needed=message is None)
    if message is not None and (row := _by_message(work, actor, message.id)):
        return _set_reminder(work, actor, row.id, at)
    if work.db.execute(later_queries.COUNT, (actor.user_id,)).fetchone()[0] >= MOST:
        raise Invalid("message_id", "can_save_most_things_finish", {"n": MOST})
    saved_id = ids.timed_id(work.now, work.random)
    place = (None, None) if message is None else (message.id, message.room_id)
    work.db.execute(later_queries.INSERT, (actor.user_id, saved_id, *place, note, work.now, at))
    return _changed(work, actor, saved_id, at)


def set_reminder(work: Work, session_id: str, saved_id: str, remind_at: datetime | None) -> Saved:
    """Sets another reminder, or none. Raises NotSignedIn, NotFound, Invalid."""
    actor = actors.find(work, session_id)
    _find(work, actor, saved_id)
    return _set_reminder(work, actor, saved_id, _moment(work, remind_at))


def remove(work: Work, session_id: str, saved_id: str) -> None:
    """Removes what is done. Doing that twice has no further effect. Raises NotSignedIn."""
    actor = actors.find(work, session_id)
    work.db.execute(later_queries.DELETE, (saved_id, actor.user_id))
    work.record(OwnDataChanged(actor.user_id, WHAT))


def _set_reminder(work: Work, actor: Actor, saved_id: str, at: int | None) -> Saved:
    work.db.execute(later_queries.SET_REMINDER, (at, saved_id, actor.user_id))
    return _changed(work, actor, saved_id, at)


def _changed(work: Work, actor: Actor, saved_id: str, at: int | None) -> Saved:
    work.record(OwnDataChanged(actor.user_id, WHAT))
    if at is not None:
        work.record(RuleScheduled(RULE, at))
    return _find(work, actor, saved_id)


def _find(work: Work, actor: Actor, saved_id: str) -> Saved:
    row = work.db.execute(later_queries.BY_ID, (saved_id, actor.user_id)).fetchone()
    if row is None:
        raise NotFound
    return Saved(*row)


def _by_message(work: Work, actor: Actor, message_id: str) -> Saved | None:
    row = work.db.execute(later_queries.BY_MESSAGE, (message_id, actor.user_id)).fetchone()
    return None if row is None else Saved(*row)


def _message(reading: Reading, user_id: str, saved: Saved) -> Message | None:
    return None if saved.message_id is None else stored.readable(reading.db, user_id, saved.message_id)


def _moment(work: Work, moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return moments.to_come(work.now, moment, "remind_at", LATEST_YEARS)


def _note(note: str, is_needed: bool) -> str:
    note = " ".join(note.split())
    if len(note) > NOTE_MAX_CHARACTERS:
        raise Invalid("note", "note_most_characters", {"n": NOTE_MAX_CHARACTERS})
    if not posting.is_text(note):
        raise Invalid("note", "note_contains_characters_text")
    if is_needed and not note:
        raise Invalid("note", "write_what_want_reminded")
    return note
