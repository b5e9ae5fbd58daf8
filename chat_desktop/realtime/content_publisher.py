"""Sends people events about what messages carry that concern them alone, such as their own votes. Runs on the hub."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import events
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.publisher import Handler, Subscribe, user_key
from chat_desktop.wire.names import Event


class ContentPublisher:
    """Sends to Socket.IO rooms of `server`. `after_messages` wraps a handler, so that messages are sent before."""

    def __init__(self, server: Any, after_messages: Callable[[Handler], Handler]) -> None:
        self._server, self._after_messages = server, after_messages
        self._scheduled: dict[str, int] = {}

    def subscribe(self, on: Subscribe) -> None:
        """Subscribes to the events. `on` is that of the event bus."""
        on(events.AnswersChanged, self._after_messages(self._answers_changed))

        on(events.ScheduledChanged, self._after_messages(self._scheduled_changed))
        on(events.ContentsLoaded, self._loaded)

    def welcomed(self, connection: Connection) -> None:
        """Sends a new connection what concerns its person, if there is anything."""
        user_id = connection.identity.user_id
        if user_id in self._scheduled:
            self._server.emit(Event.SCHEDULED_CHANGED, {"count": self._scheduled[user_id]}, to=connection.sid)

    def _loaded(self, event: events.ContentsLoaded) -> None:
        for user_id, count in event.scheduled.items():
            self._scheduled_changed(events.ScheduledChanged(user_id, count))

    def _scheduled_changed(self, event: events.ScheduledChanged) -> None:
        if event.count:
            self._scheduled[event.user_id] = event.count
        else:
            self._scheduled.pop(event.user_id, None)
        self._emit(Event.SCHEDULED_CHANGED, {"count": event.count}, event.user_id)

    def _answers_changed(self, event: events.AnswersChanged) -> None:
        body = {"message_id": event.message_id, "mine": list(event.mine)}
        self._emit(Event.ANSWERS_CHANGED, body, event.user_id)

    def _emit(self, name: str, body: dict[str, Any], user_id: str) -> None:
        self._server.emit(name, body, to=user_key(user_id))
