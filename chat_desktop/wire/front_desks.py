"""Front desks as JSON."""

from collections.abc import Sequence

from chat_desktop.chat.front_desk.records import Desk, DeskPerson, ManagedDesk, OwnDesk
from chat_desktop.chat.users.user_agents import describe
from chat_desktop.wire import devices
from chat_desktop.wire.payloads import Payload
from chat_desktop.wire.times import time


def desk(record: Desk, people: Sequence[DeskPerson] = ()) -> Payload:
    """Returns a front desk for its own browser, on the locked screen with its people."""
    listed = [
        {"id": one.user_id, "name": one.name, "unread": one.unread, "pin_length": one.pin_length} for one in people
    ]
    return {"id": record.id, "name": record.name, "lock_seconds": record.lock_seconds, "people": listed}


def turn(record: Desk, session_id: str) -> Payload:
    """Returns a front desk for its own browser while a person has opened it."""
    return {**desk(record), "turn": session_id}


def managed(record: ManagedDesk) -> Payload:
    """Returns a front desk for the owner and admins."""
    return {
        "id": record.id,
        "name": record.name,
        "lock_seconds": record.lock_seconds,
        "created_at": time(record.created_at),
        **devices.named(describe(record.agent)),
        "address": record.address,
        "user_ids": record.user_ids,
        "open_by": record.open_by,
    }


def own(record: OwnDesk) -> Payload:
    """Returns a front desk for somebody who uses it."""
    return {"id": record.id, "name": record.name, "open": record.is_open}
