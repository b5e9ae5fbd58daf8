"""The audit log: what was done to people and to the join methods. The owner can read it."""

import json
from typing import Any, Literal

from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.records import AuditEntry, AuditPage
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import audit as audit_queries

Act = Literal[
    "role_changed",
    "read_only_changed",
    "deactivated",
    "reactivated",
    "removed",
    "banned",
    "signed_out_everywhere",
    "recovery_link",
    "password_reset",
    "ways_changed",
    "link_renewed",
    "pin_renewed",
    "invite_made",
    "invite_revoked",
    "knock_admitted",
    "knock_refused",
    "office_renamed",
    "office_language_changed",
    "secure_mode",
    "room_opened",
    "room_closed",
    "room_archived",
    "room_unarchived",
    "room_deleted",
    "link_hosts_changed",
    "front_desk_made",
    "front_desk_changed",
    "front_desk_ended",
    "front_desk_pin_reset",
    "backups_changed",
    "stay_awake_changed",
    "pause_planned",
    "file_rule_changed",
    "retention_changed",
    "old_messages_deleted",
    "old_files_deleted",
    "file_deleted",
    "unseen_file_deleted",
    "imported",
    "exported",
    "exports_allowed",
    "office_move_begun",
    "office_moved",
    "office_taken_over",
    "standby_added",
    "standby_removed",
]

PAGE, PAGE_MAX = 50, 200
LAST = 2**62


def record(work: Work, /, actor_id: str | None, act: Act, subject_id: str | None = None, **detail: Any) -> None:
    """Adds an entry in the same transaction as the act itself. ACTOR_ID is None when the host itself acts.

    DETAIL is stored as JSON and shown to the owner (from, to, room_ids, label, ...). It never contains a secret: no
    code, no PIN, no token.
    """
    work.flush()  # whom it names has to be there
    text = json.dumps(detail, ensure_ascii=False)
    work.db.execute(audit_queries.INSERT, (work.now, act, actor_id, subject_id, text))


def page(reading: Reading, session_id: str, before: int | None = None, limit: int = PAGE) -> AuditPage:
    """Returns the newest entries, or those before the entry with the number BEFORE.

    Raises NotSignedIn, Forbidden, Invalid.
    """
    policy.read_audit(actors.find(reading, session_id))
    if not 1 <= limit <= PAGE_MAX:
        raise Invalid("limit", "ask_for_1_entries_time", {"n": PAGE_MAX})
    until = LAST if before is None else max(0, min(before, LAST))
    rows = reading.db.execute(audit_queries.BEFORE, (until, limit + 1)).fetchall()
    return AuditPage([_entry(*row) for row in rows[:limit]], len(rows) > limit)


def _entry(n: int, at: int, act: str, actor_id: str | None, subject_id: str | None, detail: str) -> AuditEntry:
    return AuditEntry(n, at, act, actor_id, subject_id, json_columns.details(detail))
