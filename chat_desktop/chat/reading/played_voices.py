"""Which voice notes a person has played, so that all their devices show which are new."""

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.core import actors
from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage.queries import reading as queries

KEPT_MS = 30 * 24 * 3_600_000  # a page shows no older note as new
MOST = 1_000  # of a person
WHAT = "voices"  # names this list in the event to the person's other pages


def of_person(reading: Reading, session_id: str) -> list[str]:
    """Returns the ids of the files that the actor has played. Raises NotSignedIn."""
    user_id = actors.find(reading, session_id).user_id
    return [row[0] for row in reading.db.execute(queries.PLAYED_BY_USER, (user_id, reading.now - KEPT_MS)).fetchall()]


def mark(work: Work, session_id: str, attachment_id: str) -> None:
    """Notes that the actor has played a file. Doing that twice has no further effect. Raises NotSignedIn, NotFound."""
    user_id = actors.find(work, session_id).user_id
    attachments.readable(work, session_id, attachment_id)
    if not work.db.execute(queries.MARK_PLAYED, (user_id, attachment_id, work.now)).rowcount:
        return
    work.db.execute(queries.FORGET_PLAYED, (user_id, work.now - KEPT_MS, MOST))
    work.record(OwnDataChanged(user_id, WHAT))
