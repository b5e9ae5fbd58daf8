"""Converts the rule that deletes old messages to JSON objects."""

from typing import Any

from chat_desktop.chat.messages.retention import Retention, RoomVictims
from chat_desktop.wire.times import time


def rule(found: Retention) -> dict[str, Any]:
    """Returns the rule. `next_at` is left out while it deletes nothing."""
    rooms = [{"room_id": room_id, "days": days} for room_id, days in found.rooms.items()]
    kept = {"days": found.days, "rooms": rooms, "held": found.held, "held_rooms": found.held_rooms}
    return {**kept, **({"next_at": time(found.next_at)} if found.deletes else {})}


def victims(found: list[RoomVictims]) -> dict[str, Any]:
    """Returns what a rule would delete, in all and by room; rooms that the owner is not in have no id."""
    rooms = [{name: value for name, value in one._asdict().items() if value is not None} for one in found]
    total = {"messages": sum(one.messages for one in found), "files": sum(one.files for one in found)}
    return {**total, "rooms": rooms}
