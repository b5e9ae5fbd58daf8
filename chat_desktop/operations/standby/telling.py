"""What a stand-by says of its copy, for its window and for the command line."""

from pathlib import Path
from typing import Any

from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby.settings import COPY, Settings
from chat_desktop.operations.standby.store import LIST_NAME

OLD_MS = 300_000  # a copy is at most so old while the host is reached
AWAY_MS = 90_000  # the host has not answered for so long, so taking over is offered
# The host was not asked for so long, and so nobody knows. The copy of a large office is renewed more often.
SILENT_MS = 300_000


def status(folder: Path, settings: Settings, now: int) -> dict[str, Any]:
    """Returns names as in `chat-desktop standby status --json`. NOW and the moments are in ms; ages are in seconds."""
    state = kept.read_state(folder)
    has_copy = state.current_at is not None and (folder / COPY / LIST_NAME).is_file()
    age = max(0, now - (state.current_at or 0)) // 1000 if has_copy else None
    most = AWAY_MS if state.reason == "not_there" else SILENT_MS
    away = state.seen_at is None or now - state.seen_at >= most or now < state.seen_at
    is_taken = settings.taken_over_at is not None
    return {
        "office": settings.office_name,
        "office_id": settings.office_id,
        "person": settings.person,
        "copy_at": state.current_at if has_copy else None,
        "age_seconds": age,
        "is_old": has_copy and (age or 0) * 1000 >= OLD_MS,
        "host_seen_at": state.seen_at,
        "host_is_away": away,
        "is_missed": state.reason == "not_there",
        "messages": state.messages,
        "bytes": state.bytes,
        "missing_files": state.missing,
        "problem": {"reason": state.reason, "text": state.problem, **(state.told or {})} if state.problem else None,
        "may_take_over": has_copy and away and not is_taken and state.reason != "newer",
        "taken_over_in": settings.taken_over_in if is_taken else None,
    }


def age_words(seconds: int) -> str:
    """Returns an age in words."""
    if seconds < 60:
        return "less than a minute"
    minutes = seconds // 60
    if minutes < 120:
        return f"{minutes} minute{'s' if minutes > 1 else ''}"
    return f"{minutes // 60} hours" if minutes < 2 * 1440 else f"{minutes // 1440} days"
