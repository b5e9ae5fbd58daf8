"""Who may decide whether the host's computer stays awake, and tell everyone that the office pauses."""

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.content_commands import ChooseStayAwake, PlanPause
from chat_desktop.chat.core.work import Work
from chat_desktop.errors import Invalid

MOST_AHEAD_MS = 31 * 24 * 3_600_000


def choose(work: Work, session_id: str, wanted: ChooseStayAwake) -> None:
    """Writes the setting into the activity log. Raises NotSignedIn, Forbidden."""
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    audit_log.record(work, actor.user_id, "stay_awake_changed", to=wanted.stay_awake)


def plan(work: Work, session_id: str, wanted: PlanPause) -> int | None:
    """Writes the plan into the activity log. Returns its moment in ms, or None for now.

    Raises NotSignedIn, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    at = None if wanted.at is None else int(wanted.at.timestamp() * 1000)
    if at is not None and not work.now < at <= work.now + MOST_AHEAD_MS:
        raise Invalid("at", "choose_time_future_within_month")
    audit_log.record(work, actor.user_id, "pause_planned", minutes=wanted.minutes)
    return at
