"""The answers to a message: who has voted for which option. Secret answers are only ever shown to their person."""

from typing import Any

from msgspec import Struct

from chat_desktop.chat.core import actors, json_columns
from chat_desktop.chat.core.events import AnswersChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting
from chat_desktop.chat.messages.contents import REMIND
from chat_desktop.errors import NotFound
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import contents as content_queries


class Answers(Struct, frozen=True):
    """`answers` holds (user_id, item, at in ms or None); `mine` the items of the person who asks.

    `next_at` is when those who have not confirmed an urgent message are reminded next.
    """

    mine: tuple[int, ...]
    answers: list[tuple[str, int, int | None]]
    next_at: int | None = None


class Answered(Struct, frozen=True):
    """The message after an answer, which its counts follow within a second, and all answers of the person."""

    message: Message
    mine: tuple[int, ...]


def get(reading: Reading, session_id: str, message_id: str) -> Answers:
    """Returns the answers to a message. Raises NotSignedIn, NotFound."""
    actor = actors.find(reading, session_id)
    message = posting.find(reading, actor, message_id)
    mine = of_user(reading.db, message_id, actor.user_id)
    if is_secret(message):
        return Answers(mine, [])
    rows = reading.db.execute(content_queries.ANSWERS, (message_id,)).fetchall()
    moment = reading.db.execute(content_queries.MOMENT, (message_id, REMIND)).fetchone()
    return Answers(mine, rows, moment[0] if moment else None)


def of_user(db: Db, message_id: str, user_id: str) -> tuple[int, ...]:
    """Returns the items that a person has chosen."""
    return tuple(row[0] for row in db.execute(content_queries.ANSWERS_OF_USER, (message_id, user_id)))


def replace(work: Work, message: Message, user_id: str, items: list[int]) -> None:
    """Stores the answer of a person in place of an earlier one."""
    work.db.execute(content_queries.DELETE_ANSWERS_OF_USER, (message.id, user_id))
    rows = [(message.id, user_id, item, work.now) for item in sorted(items)]
    work.db.executemany(content_queries.INSERT_ANSWER, rows)
    work.record(AnswersChanged(user_id, message.id, tuple(sorted(items))))


def carried(message: Message, kind: str) -> dict[str, Any]:
    """Returns what the message carries of this kind. Raises NotFound when it carries none."""
    found = json_columns.content(message.content).get(kind)
    if message.deleted or not isinstance(found, dict):
        raise NotFound("message_doesnt_was_deleted")
    return found


def is_secret(message: Message) -> bool:
    """Returns whether nobody may see who has answered."""
    poll = json_columns.content(message.content).get("poll")
    return isinstance(poll, dict) and bool(poll.get("secret"))
