"""Publishes changes of presence: each person by id, or only a count when there are too many changes.

If 10,000 people connect within a minute, sending every change to every connection takes 2 GB. A page that receives a
count asks for the people whom it shows (`presence:ask`).
"""

import math
from collections.abc import Callable

from chat_desktop.chat.rooms.presence import Presence, State
from chat_desktop.realtime.guest_visibility import GuestVisibility
from chat_desktop.wire.names import Event

LISTED_MOST = 200  # changes of one tick that are published by id
ENTRIES_MOST = 40_000  # changes of one tick multiplied by connections: above this only a count is published
COUNT_EVERY_SECONDS = 5.0  # shortest time between two counts


class PresencePublisher:
    """Collects the changes between two ticks. It runs on the hub.

    `connection_count` returns the number of open connections. `clock` returns monotonic seconds.
    """

    def __init__(
        self,
        presence: Presence,
        guest_visibility: GuestVisibility,
        connection_count: Callable[[], int],
        clock: Callable[[], float],
    ) -> None:
        self._presence, self._guest_visibility = presence, guest_visibility
        self._connection_count, self._clock = connection_count, clock
        self._uncounted = 0
        self._counted_at = -math.inf

    def tick(self) -> None:
        """Publishes what has changed since the last tick."""
        changed = self._presence.changes()
        if changed:
            self._guest_visibility.emit_to_guests(Event.PRESENCE_CHANGED, _listed(changed), LISTED_MOST)
            self._publish_by_id(changed)
        if self._uncounted and self._clock() - self._counted_at >= COUNT_EVERY_SECONDS:
            self._publish_count()

    def _publish_by_id(self, changed: dict[str, State]) -> None:
        if len(changed) > LISTED_MOST or len(changed) * self._connection_count() > ENTRIES_MOST:
            self._uncounted += len(changed)
            return
        self._emit({"users": list(_listed(changed).values()), "online": self._presence.here})

    def _publish_count(self) -> None:
        count, self._uncounted, self._counted_at = self._uncounted, 0, self._clock()
        self._emit({"users": [], "count": count, "online": self._presence.here})

    def _emit(self, body: dict[str, object]) -> None:
        self._guest_visibility.emit_to_non_guests(Event.PRESENCE_CHANGED, body)


def _listed(changed: dict[str, State]) -> dict[str, dict[str, str]]:
    return {user_id: {"id": user_id, "presence": state} for user_id, state in changed.items()}
