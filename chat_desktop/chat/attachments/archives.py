"""Several files at once, for an archive of them."""

from collections.abc import Sequence

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.chat.core.work import Reading
from chat_desktop.errors import Invalid

MOST = 200  # files of one archive


def readable(reading: Reading, session_id: str, attachment_ids: Sequence[str]) -> list[tuple[Attachment, int]]:
    """Returns these files with the times of their upload, in ms, if the actor may read all of them at this moment.

    It is one question to the database, because it is asked each second while the archive is sent.
    Raises NotSignedIn, NotFound, Invalid.
    """
    if len(attachment_ids) > MOST:
        raise Invalid("ids", "archive_holds_most_files_choose", {"n": MOST})
    return attachments.readable_together(reading, session_id, list(dict.fromkeys(attachment_ids)))
