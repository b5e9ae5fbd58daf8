"""Several files at once, for an archive of them."""

from collections.abc import Sequence

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.chat.core.work import Reading
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import files as file_queries

MOST = 200  # files of one archive


def readable(reading: Reading, session_id: str, attachment_ids: Sequence[str]) -> list[tuple[Attachment, int]]:
    """Returns these files with the times of their upload, in ms, if the actor may read all of them at this moment.

    Raises NotSignedIn, NotFound, Invalid.
    """
    if len(attachment_ids) > MOST:
        raise Invalid("ids", f"An archive holds at most {MOST} files. Choose fewer.")
    found = []
    for attachment_id in dict.fromkeys(attachment_ids):
        attachment = attachments.readable(reading, session_id, attachment_id)
        created_at = reading.db.execute(file_queries.CREATED_AT, (attachment_id,)).fetchone()[0]
        found.append((attachment, created_at))
    return found
