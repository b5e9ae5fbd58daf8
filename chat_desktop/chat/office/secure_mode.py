"""Since when the office is in secure mode, as its owner has switched it."""

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.events import SecureChanged
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage import models
from chat_desktop.storage.queries import office as office_queries


def since(reading: Reading) -> int | None:
    """In milliseconds since 1970; None when it is not."""
    found: tuple[int | None] = reading.db.execute(office_queries.SECURE_SINCE).fetchone()
    return found[0]


def require_switch_permission(reading: Reading, session_id: str) -> Actor:
    """Whoever may switch it; asked before a certificate is made. Raises Forbidden."""
    actor = actors.find(reading, session_id)
    policy.switch_secure(actor)
    return actor


def switch(work: Work, session_id: str, on: bool) -> int | None:
    """Since when it is on. Said again, nothing changes, and nobody is told."""
    actor = require_switch_permission(work, session_id)
    row = work.session.get_one(models.Office, 1)
    if on != (row.secure_since is not None):
        row.secure_since = work.now if on else None
        audit_log.record(work, actor.user_id, "secure_mode", on=on)
        work.record(SecureChanged(on, row.secure_since))
    return row.secure_since
