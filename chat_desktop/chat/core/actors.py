"""Who asks, read anew in every command: a session that ended or a person who was removed can do nothing more."""

from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading
from chat_desktop.errors import NotSignedIn
from chat_desktop.storage.queries import sessions as session_queries


def find(reading: Reading, session_id: str) -> Actor:
    """Raises NotSignedIn when the session has ended or its person is inactive."""
    row = reading.db.execute(session_queries.FIND_ACTOR, (session_id,)).fetchone()
    if row is None:
        raise NotSignedIn
    found, user_id, name, role, read_only, has_password = row
    return Actor(found, user_id, name, role, bool(read_only), bool(has_password))
