"""How far a person has read a room."""

from collections.abc import Mapping

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.events import ReadChanged
from chat_desktop.chat.core.work import Work
from chat_desktop.errors import NotFound
from chat_desktop.storage.queries import memberships as membership_queries


def store(work: Work, marks: Mapping[tuple[str, str], int]) -> None:
    """Stores marks {(user_id, room_id): seq} that were acknowledged from memory. They are only ever raised."""
    work.db.executemany(
        membership_queries.RAISE_READ_SEQ, [(seq, user_id, room_id) for (user_id, room_id), seq in marks.items()]
    )


def lower(work: Work, session_id: str, room_id: str, seq: int, held: int = 0) -> int:
    """Lowers the mark of the actor, so that SEQ + 1 and what follows are unread again, and returns it.

    HELD is the mark in memory, which may be ahead of the database. Raises NotSignedIn, NotFound.
    """
    user_id = actors.find(work, session_id).user_id
    if work.db.execute(membership_queries.READ_SEQ, (user_id, room_id)).fetchone() is None:
        raise NotFound
    work.db.execute(membership_queries.RAISE_READ_SEQ, (held, user_id, room_id))
    work.db.execute(membership_queries.LOWER_READ_SEQ, (max(0, min(seq, 2**62)), user_id, room_id))
    read_seq: int = work.db.execute(membership_queries.READ_SEQ, (user_id, room_id)).fetchone()[0]
    work.record(ReadChanged(room_id, user_id, read_seq))
    return read_seq
