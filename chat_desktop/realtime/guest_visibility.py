"""Publishes events about users to the people who may see them.

Members, admins and the owner see everyone and share one frame. Each guest receives only the users whom they may see.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from chat_desktop.chat.core.events import VisibilityChanged
from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Event

NON_GUESTS_KEY = "see everyone"  # the Socket.IO room of all connections except those of guests

Emit = Callable[[str, dict[str, Any], str], None]


class GuestVisibility:
    """Keeps the users whom each connected guest may see. It runs on the hub.

    `emit(event, body, room)` sends an event to a Socket.IO room. `user_key(user_id)` is the room of one user.
    """

    def __init__(self, emit: Emit, user_key: Callable[[str], str], presence: Presence) -> None:
        self._emit, self._user_key, self._presence = emit, user_key, presence
        self._visible: dict[str, set[str]] = {}

    def add(self, user_id: str, seen: Iterable[str] | None) -> None:
        """Adds a connected user. `seen` holds the ids of the users whom a guest may see; it is None for all others."""
        if seen is not None:
            self._visible[user_id] = set(seen)

    def remove(self, user_id: str) -> None:
        """Removes a user whose last connection has closed."""
        self._visible.pop(user_id, None)

    def change_role(self, user_id: str, is_guest: bool) -> None:
        """Applies a change of role of a connected user. `VisibilityChanged` then says whom a new guest may see."""
        if is_guest:
            self._visible.setdefault(user_id, {user_id})
        else:
            self.remove(user_id)

    def change_visibility(self, event: VisibilityChanged) -> None:
        """Applies the event, and sends each user of it those who have become visible or invisible."""
        seen = [payloads.user(user, self._presence.of(user.id)) for user in event.seen]
        hidden = [payloads.user(user, "offline") for user in event.hidden]
        for user_id in event.user_ids:
            if user_id in self._visible:
                self._visible[user_id] |= {user.id for user in event.seen}
                self._visible[user_id] -= {user.id for user in event.hidden}
            self._emit(Event.USER_CHANGED, {"users": [*seen, *hidden]}, self._user_key(user_id))

    def visible_to(self, user_id: str) -> Collection[str] | None:
        """Returns the ids of the users whom a connected guest may see, and None for a user who sees everyone."""
        return self._visible.get(user_id)

    def emit_users(self, name: str, users: list[dict[str, Any]]) -> None:
        """Sends `users`, payloads with an `id`, to everyone who may see them."""
        self.emit_to_non_guests(name, {"users": users})
        self.emit_to_guests(name, {user["id"]: user for user in users})

    def emit_to_non_guests(self, name: str, body: dict[str, Any]) -> None:
        """Sends one event to every connection that is not a guest's."""
        self._emit(name, body, NON_GUESTS_KEY)

    def emit_to_guests(self, name: str, users: Mapping[str, dict[str, Any]], most: float = math.inf) -> None:
        """Sends each guest those of `users` (payloads by id) whom they may see, or only a count above `most`."""
        for user_id, seen in self._visible.items():
            theirs = seen & users.keys()
            if theirs:
                body = {"users": [users[one] for one in sorted(theirs)]}
                few = len(theirs) <= most
                self._emit(name, body if few else {"users": [], "count": len(theirs)}, self._user_key(user_id))
