"""What nobody can use any more: uploads that did not end, files that no message has claimed, bytes without a file."""

from chat_desktop.chat.attachments.attachments import UNCLAIMED_MS
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage.queries import files as file_queries


def remove_expired(work: Work) -> int:
    """Removes rows that are over, some hundred at a time, and returns how many."""
    uploads = work.db.execute(file_queries.EXPIRED_UPLOADS, (work.now,)).fetchall()
    work.db.executemany(file_queries.REMOVE_UPLOAD, uploads)
    unclaimed = work.db.execute(file_queries.UNCLAIMED, (work.now - UNCLAIMED_MS,)).fetchall()
    work.db.executemany(file_queries.REMOVE_ATTACHMENT, unclaimed)
    return len(uploads) + len(unclaimed)


def orphans(reading: Reading) -> list[str]:
    """Returns hashes of bytes that no attachment refers to, some hundred at a time."""
    return [row[0] for row in reading.db.execute(file_queries.ORPHANS).fetchall()]


def remove_orphan(work: Work, file_hash: str) -> bool:
    """Removes the row of bytes that nothing refers to. Returns whether the bytes can go."""
    return work.db.execute(file_queries.REMOVE_ORPHAN, (file_hash,)).rowcount > 0


def is_kept(reading: Reading, file_hash: str) -> bool:
    """Returns whether a row keeps these bytes."""
    return reading.db.execute(file_queries.IS_KEPT, (file_hash,)).fetchone() is not None
