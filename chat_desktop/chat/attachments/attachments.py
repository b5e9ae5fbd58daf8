"""Attachments: files that a message carries. The right to one is the right to its message."""

from collections.abc import Sequence

from msgspec import json

from chat_desktop.chat.attachments.records import Attachment, Stored
from chat_desktop.chat.core import actors, ids
from chat_desktop.chat.core.events import FilesUnused
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import files as file_queries

MOST = 20  # of one message
UNCLAIMED_MS = 24 * 3_600_000


def take(work: Work, user_id: str, attachment_ids: Sequence[str]) -> list[Stored]:
    """Returns what a new message stores of these files. Raises Invalid when one is not there to be sent."""
    if len(attachment_ids) > MOST:
        raise Invalid("attachment_ids", "message_carries_most_files", {"n": MOST})
    if len(set(attachment_ids)) < len(attachment_ids):
        raise Invalid("attachment_ids", "file_named_twice")
    found = [work.db.execute(file_queries.FREE, (one, user_id)).fetchone() for one in attachment_ids]
    if None in found:
        raise Invalid("attachment_ids", "file_not_here")
    return [Attachment(*row).as_content() for row in found]


def claim(work: Work, message: Message, files: list[Stored]) -> None:
    """Gives the files to a message that was just stored."""
    rows = [(message.id, message.room_id, message.seq, file["id"]) for file in files]
    work.db.executemany(file_queries.CLAIM, rows)


def copy(work: Work, user_id: str, message_id: str) -> list[Stored]:
    """Returns new attachments of a person with the files of a message, for a message that forwards it."""
    copies = []
    for row in work.db.execute(file_queries.OF_MESSAGE, (message_id,)).fetchall():
        found = Attachment(*row)._replace(id=ids.secret(work.random))
        added = (found.id, found.hash, user_id, found.name, found.hints, work.now)
        work.db.execute(file_queries.ADD_ATTACHMENT, added)
        if found.poster_hash is not None:
            work.db.execute(file_queries.SET_POSTER, (found.poster_hash, found.id, user_id))
        copies.append(found.as_content())
    return copies


def of_message(reading: Reading, message_id: str) -> list[Stored]:
    """Returns what a message stores of its files as they are now."""
    rows = reading.db.execute(file_queries.OF_MESSAGE, (message_id,)).fetchall()
    return [Attachment(*row).as_content() for row in rows]


def remove(work: Work, message_id: str) -> None:
    """Removes the files of a message: their links end with this commit."""
    work.db.execute(file_queries.REMOVE_OF_MESSAGE, (message_id,))
    work.record(FilesUnused())


def remove_own(work: Work, session_id: str, attachment_id: str) -> None:
    """Removes a file of the actor that no message has claimed. Raises NotSignedIn, NotFound."""
    actor = actors.find(work, session_id)
    if not work.db.execute(file_queries.REMOVE_FREE, (attachment_id, actor.user_id)).rowcount:
        raise NotFound
    work.record(FilesUnused())


def readable(reading: Reading, session_id: str, attachment_id: str) -> Attachment:
    """Returns a file that the actor may read at this moment. Raises NotSignedIn, NotFound."""
    return readable_in(reading, session_id, attachment_id)[0]


def readable_in(reading: Reading, session_id: str, attachment_id: str) -> tuple[Attachment, str | None]:
    """Returns a file that the actor may read at this moment, and the room in which it was sent if it was.

    Raises NotSignedIn, NotFound."""
    [(found, room_id, _)] = _readable(reading, session_id, [attachment_id])
    return found, room_id


def readable_together(reading: Reading, session_id: str, attachment_ids: Sequence[str]) -> list[tuple[Attachment, int]]:
    """Returns these files with the times of their upload, in ms, if the actor may read all of them at this moment.

    Raises NotSignedIn, NotFound.
    """
    return [(found, created_at) for found, _, created_at in _readable(reading, session_id, attachment_ids)]


def _readable(
    reading: Reading, session_id: str, attachment_ids: Sequence[str]
) -> list[tuple[Attachment, str | None, int]]:
    actor = actors.find(reading, session_id)
    asked = json.encode(attachment_ids).decode()
    rows = reading.db.execute(file_queries.READABLE, (asked, actor.user_id)).fetchall()
    if len(rows) < len(attachment_ids):
        raise NotFound("file_gone_or_unseen")
    found = []
    for *columns, room_id, created_at in rows:
        one = Attachment(*columns)
        if one.may_tell_more and room_id is not None:
            raise NotFound("picture_still_being_prepared_try")
        found.append((one, room_id, created_at))
    return found
