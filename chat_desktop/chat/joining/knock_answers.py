"""The answer of the owner or an admin to a knock, as far as it is stored. The waiting knocks are in knocks.py."""

from collections.abc import Sequence

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.records import Knock, Role, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.joining import accounts, invites


def require_permission(reading: Reading, session_id: str) -> None:
    """Raises NotSignedIn, or Forbidden when the actor may not see and answer knocks."""
    policy.change_join_methods(actors.find(reading, session_id))


def admit(work: Work, session_id: str, knock: Knock, role: Role, room_ids: Sequence[str], read_only: bool) -> User:
    """Creates the account, without a password.

    Raises NotSignedIn, Forbidden, NotFound, Invalid, and NameTaken when the name was taken in the meantime.
    """
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    rooms = invites.require_givable_rooms(work, actor.user_id, role, room_ids)
    user = accounts.create(work, knock.name, "", role, [room.id for room in rooms], read_only)
    audit_log.record(
        work, actor.user_id, "knock_admitted", user.id, role=role, read_only=read_only, device=knock.device
    )
    return user


def refuse(work: Work, session_id: str, knock: Knock) -> None:
    """Records the refusal in the audit log. Raises NotSignedIn, Forbidden."""
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    audit_log.record(work, actor.user_id, "knock_refused", None, name=knock.name, device=knock.device)
