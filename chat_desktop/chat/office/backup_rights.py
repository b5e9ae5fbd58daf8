"""Who may see and change the backups of the office."""

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.work import Reading, Work


def require_seeing(reading: Reading, session_id: str) -> None:
    """Raises NotSignedIn, or Forbidden for everybody but the owner and admins."""
    policy.see_backups(actors.find(reading, session_id))


def require_changing(reading: Reading, session_id: str) -> None:
    """Raises NotSignedIn, or Forbidden for everybody but the owner."""
    policy.change_computer(actors.find(reading, session_id))


def begin_move(work: Work, session_id: str, place: str) -> None:
    """Writes into the activity log that the office is being moved. Raises NotSignedIn, Forbidden."""
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    audit_log.record(work, actor.user_id, "office_move_begun", place=place[:300])


def note_change(work: Work, session_id: str, folder: str | None) -> None:
    """Writes into the activity log where backups go now. Raises NotSignedIn, Forbidden."""
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    audit_log.record(work, actor.user_id, "backups_changed", folder=folder)
