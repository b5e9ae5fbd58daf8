"""What concerns a person, in one list: mentions, replies, reactions to their messages, and threads that they follow."""

import re

from chat_desktop.chat.core import actors, json_columns
from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.core.reading_records import Concern
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import stored
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import activity as activity_queries

KINDS = ("mention", "reply", "reaction", "thread")
PAGE, PAGE_MAX = 30, 100
NEW_MOST = 100  # so many new ones are counted at most
FOLLOWED_MOST = 500  # threads of which a page learns that they are followed
WHAT = "mine"  # names this list in the event to the person's other pages
CURSOR = re.compile(r"(\d{1,15})\.([0-9A-Za-z_-]{1,40})", re.ASCII)
END = (2**62, "")


def page(
    reading: Reading, session_id: str, kind: str | None = None, before: str | None = None, limit: int = PAGE
) -> tuple[list[Concern], str | None]:
    """Returns a page of the list, the newest first, and where the next page begins.

    Raises NotSignedIn, Invalid.
    """
    user_id = actors.find(reading, session_id).user_id
    if kind is not None and kind not in KINDS:
        raise Invalid("kind", "choose_one_of", {"kinds": ", ".join(KINDS)})
    if not 1 <= limit <= PAGE_MAX:
        raise Invalid("limit", "ask_for_1_time", {"n": PAGE_MAX})
    asked = (user_id, kind, *_place(before), limit)
    rows = reading.db.execute(activity_queries.PAGE, asked).fetchall()
    following = f"{rows[-1][4]}.{rows[-1][1]}" if len(rows) == limit else None
    return _concerns(reading, user_id, rows, _seen_at(reading, user_id)), following


def new(reading: Reading, session_id: str) -> tuple[list[Concern], list[str]]:
    """Returns the newest of the list that are unseen, and the threads that the actor follows. Raises NotSignedIn."""
    user_id = actors.find(reading, session_id).user_id
    rows = reading.db.execute(activity_queries.PAGE, (user_id, None, *END, NEW_MOST)).fetchall()
    followed = reading.db.execute(activity_queries.FOLLOWED, (user_id, FOLLOWED_MOST)).fetchall()
    seen_at = _seen_at(reading, user_id)
    unseen = _concerns(reading, user_id, [row for row in rows if row[4] > seen_at], seen_at)
    return unseen, [row[0] for row in followed]


def see(work: Work, session_id: str, at: int) -> None:
    """Notes that the actor has seen the list up to a moment. Raises NotSignedIn."""
    user_id = actors.find(work, session_id).user_id
    work.db.execute(activity_queries.SEE, (user_id, max(0, min(at, work.now)), work.now))
    work.record(OwnDataChanged(user_id, WHAT))


def _place(before: str | None) -> tuple[int, str]:
    if before is None:
        return END
    found = CURSOR.fullmatch(before)
    if found is None:
        raise Invalid("before", "ask_value_came_page_before")
    return int(found[1]), found[2]


def _seen_at(reading: Reading, user_id: str) -> int:
    seen = reading.db.execute(activity_queries.SEEN_AT, (user_id,)).fetchone()
    return seen[0] if seen else 0


def _concerns(
    reading: Reading, user_id: str, rows: list[tuple[str, str, str, str, int, int]], seen_at: int
) -> list[Concern]:
    found = []
    for kind, message_id, _, actor_id, at, read_seq in rows:
        message = stored.by_id(reading.db, message_id)
        if message is not None and _is_current(message, kind, user_id):
            found.append(Concern(kind, message, actor_id, at, at > seen_at, read_seq))
    return found


def _is_current(message: Message, kind: str, user_id: str) -> bool:
    """Whether it still is so: messages are deleted, mentions edited away, and reactions taken back."""
    if kind == "thread":
        return message.thread is not None
    if message.deleted:
        return False
    if kind == "mention":
        # Only those whom a word for the whole room meant are listed with it.
        return json_columns.mentions_all(message.mentions) is not None or user_id in json_columns.strings(
            message.mentions
        )
    if kind == "reaction":
        return any(other != user_id for _, users in json_columns.reactions(message.reactions) for other in users)
    return True
