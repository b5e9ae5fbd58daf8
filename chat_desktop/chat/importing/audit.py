"""Writes into the activity log what was imported."""

from typing import Any

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.importing.people import require_right


def note(work: Work, session_id: str, source: str, counts: dict[str, int]) -> None:
    """Notes an import from SOURCE, the name of a program. Raises NotSignedIn, Forbidden."""
    actor = require_right(work, session_id)
    detail: dict[str, Any] = {"source": source, **counts}
    audit_log.record(work, actor.user_id, "imported", **detail)
