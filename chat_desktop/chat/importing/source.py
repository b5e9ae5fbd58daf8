"""The file that is to be imported: one that the owner has uploaded for it."""

from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.importing.people import require_right
from chat_desktop.errors import NotFound
from chat_desktop.storage.queries import files as file_queries


def uploaded(reading: Reading, session_id: str, attachment_id: str) -> Attachment:
    """Returns a file of the actor that no message carries. Raises NotSignedIn, Forbidden, NotFound."""
    actor = require_right(reading, session_id)
    row = reading.db.execute(file_queries.FREE, (attachment_id, actor.user_id)).fetchone()
    if row is None:
        raise NotFound("file_was_sent_removed_already_choose")
    return Attachment(*row)
