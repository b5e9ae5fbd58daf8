"""Sends people events about what messages carry that concern them alone, such as their own votes. Runs on the hub."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import events
from chat_desktop.realtime.publisher import Handler, Subscribe, user_key
from chat_desktop.wire.names import Event


class ContentPublisher:
    """Sends to Socket.IO rooms of `server`. `after_messages` wraps a handler, so that messages are sent before."""

    def __init__(self, server: Any, after_messages: Callable[[Handler], Handler]) -> None:
        self._server, self._after_messages = server, after_messages

    def subscribe(self, on: Subscribe) -> None:
        """Subscribes to the events. `on` is that of the event bus."""
        on(events.AnswersChanged, self._after_messages(self._answers_changed))

    def _answers_changed(self, event: events.AnswersChanged) -> None:
        body = {"message_id": event.message_id, "mine": list(event.mine)}
        self._emit(Event.ANSWERS_CHANGED, body, event.user_id)

    def _emit(self, name: str, body: dict[str, Any], user_id: str) -> None:
        self._server.emit(name, body, to=user_key(user_id))
