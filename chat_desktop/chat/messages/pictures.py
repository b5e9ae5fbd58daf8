"""What the host finds out about files after they have arrived: the pictures that they show."""

from collections.abc import Sequence
from typing import Any

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import stored_files
from chat_desktop.storage.queries import files as file_queries

BEYOND_QUOTA = 10**9  # pictures are made of what was accepted at the quota's end


def wanted(reading: Reading, quota: int) -> list[str]:
    """Returns hashes of files of which pictures have to be made, in order: the oldest one of each person.

    Files of somebody who has far more than their QUOTA wait: they count for it only when their pictures are made.
    """
    rows = reading.db.execute(file_queries.FRESH, (quota + BEYOND_QUOTA,)).fetchall()
    return list(dict.fromkeys(row[0] for row in rows))


def uncounted(reading: Reading, after: str) -> list[str]:
    """Returns some hashes, in order, of files whose pictures were made and whose bytes were not counted."""
    return [row[0] for row in reading.db.execute(file_queries.UNCOUNTED, (after,)).fetchall()]


def count(work: Work, counted: Sequence[tuple[int, str]]) -> None:
    """Stores the bytes of what was made of files, each with the hash of the file."""
    work.db.executemany(file_queries.SET_MADE_BYTES, counted)


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
