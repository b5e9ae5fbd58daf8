"""Earlier texts of edited messages, which everyone in the room can read until the message is deleted."""

from msgspec import Struct

from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import writing as writing_queries

MOST_VERSIONS = 20  # of a message; the oldest ones are dropped


class Version(Struct, frozen=True):
    """A text that a message had from `at` on."""

    body: str
    at: int


def add(work: Work, message: Message) -> None:
    """Stores the text of a message that is about to change."""
    written_at = message.edited_at or message.created_at
    work.db.execute(writing_queries.ADD_VERSION, (message.id, written_at, message.body))
    work.db.execute(writing_queries.REMOVE_OLD_VERSIONS, (message.id, MOST_VERSIONS))


def remove(work: Work, message: Message) -> None:
    """Removes every earlier text of a message that is deleted."""
    if message.edited_at is not None:
        work.db.execute(writing_queries.REMOVE_VERSIONS, (message.id,))


def of(db: Db, message: Message) -> list[Version]:
    """Returns the earlier texts, the oldest first, and then the present one."""
    if message.deleted:
        return []
    earlier = [Version(*row) for row in db.execute(writing_queries.VERSIONS, (message.id,))]
    return [*earlier, Version(message.body, message.edited_at or message.created_at)]
