"""Puts imported messages of a room where they belong by their time.

An import adds messages at the end of a room. Afterwards they are moved between those that were written here, which keep
their own order: the clock that has stamped them may have been wrong. Each step exchanges the places of some messages,
so that a room is whole between the steps, and others write meanwhile.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from chat_desktop.chat.core.events import MessageChanged, ReadChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.importing.people import require_right
from chat_desktop.storage.queries import memberships as membership_queries
from chat_desktop.storage.queries.exchange import importing as queries

SWAPS = 150  # of one step
# Pages that hold a room fetch it anew when they have missed more revisions than they keep rows (WINDOW in
# webui/app/store/timelines.js).
REVISIONS = 201

Move = tuple[int, int]  # from this seq to that one


class Mark(NamedTuple):
    """How far a member has read: up to `read_seq`; `unread_id` is the first message of this office after it."""

    user_id: str
    read_seq: int
    unread_id: str | None


def marks(reading: Reading, session_id: str, room_id: str) -> list[Mark]:
    """Returns how far the members of a room have read. Raises NotSignedIn, Forbidden."""
    require_right(reading, session_id)
    return [Mark(*row) for row in reading.db.execute(queries.UNREAD, (room_id,)).fetchall()]


def steps(reading: Reading, session_id: str, room_id: str) -> tuple[int, list[list[Move]]]:
    """Returns the last seq, and the steps that put a room in order. Each gives some messages the places of each other.

    Raises NotSignedIn, Forbidden.
    """
    require_right(reading, session_id)
    rows = reading.db.execute(queries.TIMES, (room_id,)).fetchall()
    return len(rows), _steps(_wanted(rows))


def move(work: Work, session_id: str, room_id: str, moves: Sequence[Move]) -> None:
    """Takes one step. Raises NotSignedIn, Forbidden."""
    require_right(work, session_id)
    db = work.db
    (rev,) = db.execute(queries.RAISE_REV, (len(moves), room_id)).fetchone()
    named = [pair for pair in moves if db.execute(queries.HAS_MENTIONS, (room_id, pair[0])).fetchone()[0]]
    db.executemany(queries.LIFT, [(room_id, old) for old, _ in moves])
    rows = [(new, rev - number, room_id, -old) for number, (old, new) in enumerate(moves)]
    db.executemany(queries.LOWER, rows)
    db.executemany(queries.MOVE_MENTIONS, [(-old, room_id, old) for old, _ in named])
    db.executemany(queries.MOVE_MENTIONS, [(new, room_id, -old) for old, new in named])
    db.executemany(queries.MOVE_FILES, [(room_id, new) for _, new in moves])


def finish(work: Work, session_id: str, room_id: str, before: Sequence[Mark], last_seq: int) -> None:
    """Sets how far people have read after the moves, and lets pages fetch the room anew.

    What was unread before is unread still; what was imported is read, unless it stands after that. LAST_SEQ is
    that of the room when the moves were found.
    """
    require_right(work, session_id)
    for mark in before:
        if mark.unread_id is None:
            seq = last_seq
        else:
            row = work.db.execute(queries.SEQ_OF, (mark.unread_id,)).fetchone()
            seq = row[0] - 1 if row else last_seq
        if seq != mark.read_seq:
            work.db.execute(queries.SET_MARK, (seq, mark.user_id, room_id, mark.read_seq))
        (read_seq,) = work.db.execute(membership_queries.READ_SEQ, (mark.user_id, room_id)).fetchone() or (None,)
        if read_seq is not None:
            work.record(ReadChanged(room_id, mark.user_id, read_seq))
    row = work.db.execute(queries.LAST_MESSAGE, (room_id,)).fetchone()
    if row is not None:
        last = Message(*row)
        (last.rev,) = work.db.execute(queries.RAISE_REV, (REVISIONS, room_id)).fetchone()
        work.db.execute(queries.SET_REV, (last.rev, last.id))
        work.record(MessageChanged(last))


def _wanted(rows: Sequence[tuple[int, int, int]]) -> list[int]:
    """Returns the present seqs (1, 2, ...) in the order that they should have."""
    latest, keys = 0, []
    for seq, at, is_imported in rows:
        if not is_imported:
            latest = max(latest, at)
        keys.append((at if is_imported else latest, seq))
    return [seq for _, seq in sorted(keys)]


def _steps(wanted: list[int]) -> list[list[Move]]:
    """Returns steps of at most SWAPS exchanges of two messages each, all within the places that they take."""
    at = {seq: seq for seq in wanted}  # where the message that was first there is now
    here = dict(at)  # which message is at this place now
    places = iter(zip(sorted(wanted), wanted, strict=True))
    found: list[list[Move]] = []
    while True:
        before: dict[int, int] = {}  # where the messages of this step were
        wrong = ((place, message) for place, message in places if at[message] != place)
        for place, message in islice(wrong, SWAPS):
            other, old = here[place], at[message]
            before.setdefault(message, old)
            before.setdefault(other, place)
            at[message], at[other], here[place], here[old] = place, old, message, other
        if not before:
            return found
        found.append([(was, at[one]) for one, was in before.items() if was != at[one]])
