"""What is told of people, and to whom: one frame for all who see everyone, and each guest's own part of it."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from chat_desktop.chat.core.events import VisibilityChanged
from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Event

NON_GUESTS_KEY = "see everyone"  # the connections of all but guests

Emit = Callable[[str, dict[str, Any], str], None]


class GuestVisibility:
    """Whom each connected guest sees, as the rules said last. On the hub.

    `emit(event, body, room)`. Without guests it costs what one frame to everyone costs.
    """

    def __init__(self, emit: Emit, user_key: Callable[[str], str], presence: Presence) -> None:
        self._emit, self._user_key, self._presence = emit, user_key, presence
        self._visible: dict[str, set[str]] = {}

    def add(self, user_id: str, seen: Iterable[str] | None) -> None:
        """A connection is welcomed. SEEN: whom a guest sees, None for those who see everyone."""
        if seen is not None:
            self._visible[user_id] = set(seen)

    def remove(self, user_id: str) -> None:
        """The last connection of somebody has gone."""
        self._visible.pop(user_id, None)

    def change_role(self, user_id: str, is_guest: bool) -> None:
        """Somebody who is connected has this role now; SightChanged tells whom they see."""
        if is_guest:
            self._visible.setdefault(user_id, {user_id})
        else:
            self.remove(user_id)

    def change_visibility(self, event: VisibilityChanged) -> None:
        seen = [payloads.user(user, self._presence.of(user.id)) for user in event.seen]
        hidden = [payloads.user(user, "offline") for user in event.hidden]
        for user_id in event.user_ids:
            if user_id in self._visible:
                self._visible[user_id] |= {user.id for user in event.seen}
                self._visible[user_id] -= {user.id for user in event.hidden}
            self._emit(Event.USER_CHANGED, {"users": [*seen, *hidden]}, self._user_key(user_id))

    def visible_to(self, user_id: str) -> Collection[str] | None:
        """Whom a connected guest sees; None for those who see everyone."""
        return self._visible.get(user_id)

    def emit_users(self, name: str, users: list[dict[str, Any]]) -> None:
        """USERS, payloads with an `id`, to whoever sees them."""
        self.emit_to_non_guests(name, {"users": users})
        self.emit_to_guests(name, {user["id"]: user for user in users})

    def emit_to_non_guests(self, name: str, body: dict[str, Any]) -> None:
        self._emit(name, body, NON_GUESTS_KEY)

    def emit_to_guests(self, name: str, users: Mapping[str, dict[str, Any]], most: float = math.inf) -> None:
        """To each guest whom of USERS, payloads by id, they see; when these are more than MOST, only how many."""
        for user_id, seen in self._visible.items():
            theirs = seen & users.keys()
            if theirs:
                body = {"users": [users[one] for one in sorted(theirs)]}
                few = len(theirs) <= most
                self._emit(name, body if few else {"users": [], "count": len(theirs)}, self._user_key(user_id))
