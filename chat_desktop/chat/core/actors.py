"""The person who makes a request.

They are read anew in every command, so that an ended session or a removed person can do nothing more.
"""

from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading
from chat_desktop.errors import NotSignedIn
from chat_desktop.storage.queries import sessions as session_queries


def find(reading: Reading, session_id: str) -> Actor:
    """Returns the person behind a session. Raises NotSignedIn when the session has ended or the person is inactive."""
    row = reading.db.execute(session_queries.FIND_ACTOR, (session_id,)).fetchone()
    if row is None:
        raise NotSignedIn
    found, user_id, name, role, read_only, has_password, desk_id = row
    return Actor(found, user_id, name, role, bool(read_only), bool(has_password), desk_id)
