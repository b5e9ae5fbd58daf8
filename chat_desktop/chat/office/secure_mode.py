"""Whether the owner has turned secure mode on, and since when."""

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.events import SecureChanged
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage.orm import models
from chat_desktop.storage.queries import office as office_queries


def since(reading: Reading) -> int | None:
    """Returns the time in milliseconds since 1970, or None when secure mode is off."""
    found: tuple[int | None] = reading.db.execute(office_queries.SECURE_SINCE).fetchone()
    return found[0]


def require_switch_permission(reading: Reading, session_id: str) -> Actor:
    """Returns the actor if they may switch secure mode.

    It is called before a certificate is made. Raises NotSignedIn, Forbidden.
    """
    actor = actors.find(reading, session_id)
    policy.switch_secure(actor)
    return actor


def switch(work: Work, session_id: str, on: bool) -> int | None:
    """Turns secure mode on or off, and returns the time since when it is on.

    Without a change, no event is published. Raises NotSignedIn, Forbidden.
    """
    actor = require_switch_permission(work, session_id)
    row = work.session.get_one(models.Office, 1)
    if on != (row.secure_since is not None):
        row.secure_since = work.now if on else None
        audit_log.record(work, actor.user_id, "secure_mode", on=on)
        work.record(SecureChanged(on, row.secure_since))
    return row.secure_since
