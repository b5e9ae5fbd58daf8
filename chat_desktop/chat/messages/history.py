"""Pages of the messages of a room, and the messages that have changed.

Fixed SQL along two indexes takes the same time for any length of history.
"""

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import Message, Page, Sync
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.rooms import room_views
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import messages as message_queries
from chat_desktop.storage.queries import rooms as room_queries

PAGE, PAGE_MAX = 50, 200
SYNC_MAX = 500


FIRST, LAST = 0, 2**62


def page(
    reading: Reading,
    session_id: str,
    room_id: str,
    *,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
    limit: int = PAGE,
) -> Page:
    """Returns at most LIMIT messages: the newest, or those before, after (both exclude it) or around a seq.

    Raises NotSignedIn, NotFound, Invalid.
    """
    actor = actors.find(reading, session_id)
    standing = reading.db.execute(room_queries.REVISIONS, (actor.user_id, room_id)).fetchone()
    if standing is None:
        raise NotFound
    if sum(bound is not None for bound in (before, after, around)) > 1:
        raise Invalid("before", "ask_for_messages_before_after")
    if not 1 <= limit <= PAGE_MAX:
        raise Invalid("limit", "ask_for_1_messages_time", {"n": PAGE_MAX})
    messages = _around(reading, room_id, around, limit) if around is not None else None
    if messages is None:
        messages = _forward(reading, room_id, after, limit) if after is not None else None
    if messages is None:
        messages = _backward(reading, room_id, LAST if before is None else before, limit)
    return _make_page(messages, standing, before, after)


def around_message(reading: Reading, session_id: str, room_id: str, message_id: str) -> Page:
    """Returns the page that has MESSAGE_ID in the middle, or the newest page when the message is not in this room.

    Raises as `page`.
    """
    row = reading.db.execute(message_queries.SEQ_OF, (message_id, room_id)).fetchone()
    return page(reading, session_id, room_id, around=row[0] if row else None)


def sync(reading: Reading, session_id: str, known: dict[str, int]) -> Sync:
    """Returns what has changed since the revisions KNOWN, room by room, at most SYNC_MAX messages.

    Rooms in which the actor is not a member are ignored. Raises NotSignedIn.
    """
    user_id = actors.find(reading, session_id).user_id
    rooms = room_views.list_for_user(reading, user_id)
    found: list[Message] = []
    for room in rooms:
        since = known.get(room.id)
        if since is not None and room.last_rev > since:
            found += _changed(reading, room.id, since, SYNC_MAX + 1 - len(found))
        if len(found) > SYNC_MAX:
            break
    return Sync(found[:SYNC_MAX], len(found) > SYNC_MAX, rooms)


def _changed(reading: Reading, room_id: str, since: int, limit: int) -> list[Message]:
    return [Message(*row) for row in reading.db.execute(message_queries.CHANGED, (room_id, _bounded(since), limit))]


def _backward(reading: Reading, room_id: str, before: int, limit: int) -> list[Message]:
    rows = reading.db.execute(message_queries.BEFORE, (room_id, _bounded(before), limit)).fetchall()
    return [Message(*row) for row in reversed(rows)]


def _forward(reading: Reading, room_id: str, after: int, limit: int) -> list[Message]:
    return [Message(*row) for row in reading.db.execute(message_queries.AFTER, (room_id, _bounded(after), limit))]


def _around(reading: Reading, room_id: str, seq: int, limit: int) -> list[Message]:
    """Returns half before SEQ and the rest from it on; if one side has fewer, the other gives more."""
    seq = _bounded(seq)
    later = _forward(reading, room_id, seq - 1, limit)
    earlier = _backward(reading, room_id, seq, limit)
    kept_later = later[: max(limit - limit // 2, limit - len(earlier))]
    return earlier[max(0, len(earlier) - (limit - len(kept_later))) :] + kept_later


def _make_page(messages: list[Message], standing: tuple[int, int], before: int | None, after: int | None) -> Page:
    """Makes a page. `seq` has no gaps, so whether there are more messages needs no query."""
    last_seq, last_rev = standing
    if messages:
        return Page(messages, messages[0].seq > 1, messages[-1].seq < last_seq, last_seq, last_rev)
    more_before = after is not None and last_seq > 0
    more_after = before is not None and last_seq > 0
    return Page(messages, more_before, more_after, last_seq, last_rev)


def _bounded(number: int) -> int:
    """Limits a number of a request to the 64 bits of an integer in the database."""
    return max(FIRST, min(number, LAST))
