"""Who has read a message, by name, in rooms that are small enough for that."""

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.records import Member, Message
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import posting
from chat_desktop.storage.queries import reading as reading_queries


def of_message(reading: Reading, session_id: str, message_id: str) -> tuple[Message, list[Member] | None]:
    """Returns a message and the members of its room with their read marks, without those who have left the office.

    The members are None in a room of more people than are named. Raises NotSignedIn, NotFound.
    """
    actor = actors.find(reading, session_id)
    message = posting.find(reading, actor, message_id)
    rows = reading.db.execute(reading_queries.ACTIVE_MEMBERS, (message.room_id, policy.NAMED_READERS_MOST + 1))
    members = [Member(*row) for row in rows]
    return message, members if len(members) <= policy.NAMED_READERS_MOST else None
