"""What the owner and the admins answer to a knock. Who waits is in knocks.py; here is what is kept of the answer."""

from collections.abc import Sequence

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.records import Knock, Role, User
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.joining import accounts, invites


def require_permission(reading: Reading, session_id: str) -> None:
    """Whether who asks may see and answer knocks at all."""
    policy.change_join_methods(actors.find(reading, session_id))


def admit(work: Work, session_id: str, knock: Knock, role: Role, room_ids: Sequence[str], read_only: bool) -> User:
    """Makes the account, without a password yet. Raises NameTaken when somebody took the name meanwhile."""
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    rooms = invites.require_givable_rooms(work, actor.user_id, role, room_ids)
    user = accounts.create(work, knock.name, "", role, [room.id for room in rooms], read_only)
    audit_log.record(
        work, actor.user_id, "knock_admitted", user.id, role=role, read_only=read_only, device=knock.device
    )
    return user


def refuse(work: Work, session_id: str, knock: Knock) -> None:
    actor = actors.find(work, session_id)
    policy.change_join_methods(actor)
    audit_log.record(work, actor.user_id, "knock_refused", None, name=knock.name, device=knock.device)
