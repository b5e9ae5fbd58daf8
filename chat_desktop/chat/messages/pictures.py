"""What the host finds out about files after they have arrived: the pictures that they show."""

from collections.abc import Sequence
from typing import Any

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import stored_files
from chat_desktop.storage.queries import files as file_queries


def wanted(reading: Reading) -> list[str]:
    """Returns hashes of files of which pictures have to be made, in order: the oldest one of each person."""
    return list(dict.fromkeys(row[0] for row in reading.db.execute(file_queries.FRESH).fetchall()))


def store(work: Work, file_hash: str, made: Sequence[Any]) -> bool:
    """Stores what was made of a file, and rewrites the messages that carry it already.

    MADE has the values of files/made.py in their order. Returns False when the file is gone meanwhile.
    """
    if not work.db.execute(file_queries.SET_MADE, (*made, file_hash)).rowcount:
        return False
    for (message_id,) in work.db.execute(file_queries.MESSAGES_WITH, (file_hash,)).fetchall():
        _rewrite(work, message_id)
    return True


def _rewrite(work: Work, message_id: str) -> None:
    now = {file["id"]: file for file in attachments.of_message(work, message_id)}
    stored_files.rewrite(work, message_id, lambda file: now.get(file["id"], file))
