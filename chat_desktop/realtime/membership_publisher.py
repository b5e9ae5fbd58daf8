"""Publishes who has come to a room, has left it, or is notified in another way there: what a tick has brought together.

When a thousand people are added to a room, each of them would be sent a list of a thousand: 90 MB in all. Then each is
sent only what concerns them, and the room a number: pages that show it ask for its members.
"""

from collections.abc import Callable
from typing import Any

from chat_desktop.realtime.room_keys import room_key, user_key
from chat_desktop.wire.names import Event

ENTRIES_MOST = 40_000  # changes of one tick multiplied by the members of their rooms: above this a number is published


class MembershipPublisher:
    """Collects the changes between two ticks. It runs on the hub.

    `emit(name, body, to)` sends an event; `member_count` returns the number of members of a room.
    """

    def __init__(self, emit: Callable[[str, dict[str, Any], str], None], member_count: Callable[[str], int]) -> None:
        self._emit, self._member_count = emit, member_count
        self._waiting: dict[str, dict[str, dict[str, Any]]] = {}

    def changed(self, room_id: str, user_id: str, involvement: str, left: bool = False) -> None:
        """Publishes the membership with the next tick. A later change takes the place of an earlier one."""
        change = {"room_id": room_id, "user_id": user_id, "involvement": involvement, "left": left}
        self._waiting.setdefault(room_id, {})[user_id] = change

    def tick(self) -> None:
        """Publishes what has changed since the last tick."""
        waiting, self._waiting = self._waiting, {}
        free = ENTRIES_MOST
        for room_id, changes in waiting.items():
            entries = len(changes) * self._member_count(room_id)
            if entries > free:
                self._publish_count(room_id, changes)
            else:
                free -= entries
                self._emit(Event.MEMBERSHIP_CHANGED, {"memberships": list(changes.values())}, room_key(room_id))

    def _publish_count(self, room_id: str, changes: dict[str, dict[str, Any]]) -> None:
        for user_id, change in changes.items():
            if not change["left"]:  # who has left was told at once
                self._emit(Event.MEMBERSHIP_CHANGED, {"memberships": [change]}, user_key(user_id))
        body = {"memberships": [], "room_id": room_id, "count": len(changes)}
        self._emit(Event.MEMBERSHIP_CHANGED, body, room_key(room_id))
