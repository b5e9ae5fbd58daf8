"""Telling who came and went: name by name, or, when that would be too much, only how many they were.

When 10,000 people come in a minute, each change told to each of them is 2 GB. Pages that are told a number ask for the
people whom they show (`presence:ask`).
"""

import math
from collections.abc import Callable

from chat_desktop.chat.rooms.presence import Presence, State
from chat_desktop.realtime.guest_visibility import GuestVisibility
from chat_desktop.wire.names import Event

LISTED_MOST = 200  # changes of one tick that are told by name
ENTRIES_MOST = 40_000  # and no more than this, counted for each connection that is told
COUNT_EVERY_SECONDS = 5.0  # how often everybody is told a number


class PresencePublisher:
    """`listeners`: how many connections there are. `clock` in seconds, monotonic. On the hub."""

    def __init__(
        self, presence: Presence, sights: GuestVisibility, listeners: Callable[[], int], clock: Callable[[], float]
    ) -> None:
        self._presence, self._sights, self._listeners, self._clock = presence, sights, listeners, clock
        self._untold = 0
        self._counted_at = -math.inf

    def tick(self) -> None:
        changed = self._presence.changes()
        if changed:
            self._sights.tell_guests(Event.PRESENCE_CHANGED, _listed(changed), LISTED_MOST)
            self._tell_by_name(changed)
        if self._untold and self._clock() - self._counted_at >= COUNT_EVERY_SECONDS:
            self._tell_count()

    def _tell_by_name(self, changed: dict[str, State]) -> None:
        if len(changed) > LISTED_MOST or len(changed) * self._listeners() > ENTRIES_MOST:
            self._untold += len(changed)
            return
        body = {"users": list(_listed(changed).values()), "online": self._presence.here}
        self._sights.tell_seers(Event.PRESENCE_CHANGED, body)

    def _tell_count(self) -> None:
        count, self._untold, self._counted_at = self._untold, 0, self._clock()
        self._sights.tell_seers(Event.PRESENCE_CHANGED, {"users": [], "count": count, "online": self._presence.here})


def _listed(changed: dict[str, State]) -> dict[str, dict[str, str]]:
    return {user_id: {"id": user_id, "presence": state} for user_id, state in changed.items()}
