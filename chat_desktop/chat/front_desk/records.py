"""What the rules of front desks return."""

from msgspec import Struct


class Desk(Struct, frozen=True):
    """A front desk, as its own browser knows it."""

    id: str
    name: str
    lock_seconds: int  # it locks after so long without use


class DeskPerson(Struct, frozen=True):
    """A person on the locked screen. `unread` is a number only: no room, no sender, no text."""

    user_id: str
    name: str
    pin_length: int  # 0: this person has no PIN
    unread: int


class ManagedDesk(Struct, frozen=True):
    """A front desk, as the owner and admins see it. `open_by` is who has opened it now, or None."""

    id: str
    name: str
    lock_seconds: int
    created_at: int
    agent: str
    address: str
    user_ids: list[str]
    open_by: str | None


class OwnDesk(Struct, frozen=True):
    """A front desk that a person uses."""

    id: str
    name: str
    is_open: bool  # by this person, now
