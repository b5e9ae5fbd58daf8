"""Archives rooms, opens and closes them, and deletes them.

Each is an entry of the audit log. Opening and closing is also said in the room, by a message of the person who did it:
it says who can read the room from now on. The page words it by the kind that the message carries, and the text is for
programs that do not know this. That a room is archived is shown in its head.
"""

from chat_desktop.chat.core import actors, audit_log, ids, names, policy
from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.core.records import Actor, Room
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import contents, posting, room_removal
from chat_desktop.chat.rooms import asked_people, left_rooms, memberships, room_views, rooms
from chat_desktop.errors import Invalid
from chat_desktop.storage.orm import models

OPENED = "This room is open now: everyone in the office can find it and read all of it."
CLOSED = "This room is closed now: only its members can find it and read it."


def set_kind(work: Work, session_id: str, room_id: str, kind: str) -> Room:
    """Opens or closes a room. Raises NotSignedIn, NotFound, Forbidden, NameTaken, RateLimited."""
    actor, row = _find(work, session_id, room_id)
    policy.change_kind(actor, row.kind, row.home)  # type: ignore[arg-type]
    policy.change_in_room(row.archived_at is not None)
    if row.kind != kind:
        rooms.check_free(work, kind, row.name or "", but=row.id)
        work.limits.take("room_change", actor.user_id, actor.role)
        row.kind = kind
        audit_log.record(work, actor.user_id, "room_opened" if kind == "open" else "room_closed", room=row.name)
        rooms.record_change(work, row, actor.user_id)
        _say(work, actor.user_id, room_id, kind)
    return room_views.room(work, room_id, actor.user_id)


def archive(work: Work, session_id: str, room_id: str, archived: bool) -> Room:
    """Archives a room or brings it back. Raises NotSignedIn, NotFound, Forbidden, RateLimited."""
    actor, row = _find(work, session_id, room_id)
    policy.archive_room(actor, row.kind, row.home, row.creator_id)  # type: ignore[arg-type]
    if archived != (row.archived_at is not None):
        work.limits.take("room_change", actor.user_id, actor.role)
        row.archived_at = work.now if archived else None
        if archived:
            work.session.flush()
            asked_people.room_archived(work, room_id)
        audit_log.record(work, actor.user_id, "room_archived" if archived else "room_unarchived", room=row.name)
        return rooms.record_change(work, row, actor.user_id)
    return room_views.room(work, room_id, actor.user_id)


def delete(work: Work, session_id: str, room_id: str, typed: str) -> None:
    """Deletes a room: its members lose it at once, and the scheduler removes what was in it.

    The owner also deletes an archived room that everybody has left.
    Raises NotSignedIn, NotFound, Forbidden, and Invalid unless TYPED is its name.
    """
    actor = actors.find(work, session_id)
    left = left_rooms.find(work, room_id) if actor.role == "owner" else None
    row = left or memberships.find_room(work, actor, room_id)
    policy.delete_room(actor, row.kind, row.home)  # type: ignore[arg-type]
    if names.room(typed) != row.name:
        raise Invalid("name", "room_name_differs")
    audit_log.record(work, actor.user_id, "room_deleted", room=row.name)
    memberships.remove_everyone(work, row)
    # Nobody can join it any more, and its name is free again.
    row.kind, row.name_key, row.deleted_at = "closed", None, work.now
    work.session.flush()
    work.record(RuleScheduled(room_removal.NAME, work.now))


def _find(work: Work, session_id: str, room_id: str) -> "tuple[Actor, models.Room]":
    actor = actors.find(work, session_id)
    return actor, memberships.find_room(work, actor, room_id)


def _say(work: Work, user_id: str, room_id: str, kind: str) -> None:
    client_id = f"room-{ids.timed_id(work.now, work.random)}"
    content = contents.encode({"room_kind": {"kind": kind}})
    posting.post_made(work, user_id, room_id, client_id, OPENED if kind == "open" else CLOSED, content)
