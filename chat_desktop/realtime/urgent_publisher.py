"""Asks people to confirm urgent messages: at once, at every repeat, and when they return. Runs on the hub."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chat_desktop.chat.core import events
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.publisher import Handler, Subscribe
from chat_desktop.realtime.room_keys import user_key
from chat_desktop.wire.names import Event
from chat_desktop.wire.times import time


@dataclass(slots=True)
class _Asking:
    body: dict[str, Any]
    waiting: set[str]


class UrgentPublisher:
    """Knows who has not confirmed which urgent message, so that a connection costs no query.

    Sends to Socket.IO rooms of `server`. `after_messages` wraps a handler, so that messages are sent before.
    """

    def __init__(self, server: Any, after_messages: Callable[[Handler], Handler]) -> None:
        self._server, self._after_messages = server, after_messages
        self._asking: dict[str, _Asking] = {}

    def subscribe(self, on: Subscribe) -> None:
        """Subscribes to the events. `on` is that of the event bus."""
        on(events.UrgentAsked, self._after_messages(self._asked))
        on(events.UrgentReleased, self._after_messages(self._released))
        on(events.UrgentEnded, self._after_messages(self._ended))

    def welcomed(self, connection: Connection) -> None:
        """Asks the person of a new connection again."""
        for asking in self._asking.values():
            if connection.identity.user_id in asking.waiting:
                self._server.emit(Event.URGENT_ASKED, asking.body, to=connection.sid)

    def _asked(self, event: events.UrgentAsked) -> None:
        self._asking[event.message.id] = asking = _Asking(_body(event), set(event.user_ids))
        for user_id in event.user_ids:
            self._server.emit(Event.URGENT_ASKED, asking.body, to=user_key(user_id))

    def _released(self, event: events.UrgentReleased) -> None:
        asking = self._asking.get(event.message_id)
        if asking and event.user_id in asking.waiting:
            asking.waiting.remove(event.user_id)
            if not asking.waiting:
                del self._asking[event.message_id]
            self._over(event.message_id, event.user_id)

    def _ended(self, event: events.UrgentEnded) -> None:
        asking = self._asking.pop(event.message_id, None)
        for user_id in asking.waiting if asking else ():
            self._over(event.message_id, user_id)

    def _over(self, message_id: str, user_id: str) -> None:
        """Tells a person that they need not confirm a message any more."""
        self._server.emit(Event.URGENT_OVER, {"message_id": message_id}, to=user_key(user_id))


def _body(event: events.UrgentAsked) -> dict[str, Any]:
    message = event.message
    return {
        "message_id": message.id,
        "room_id": message.room_id,
        "sender_id": message.sender_id,
        "body": message.body,
        "asked_at": time(event.at),
    }
