"""Sends people events about what is theirs alone and follows their account, such as preferences. Runs on the hub."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import events
from chat_desktop.realtime.publisher import Handler, Subscribe
from chat_desktop.realtime.room_keys import user_key
from chat_desktop.wire import personal
from chat_desktop.wire.names import Event
from chat_desktop.wire.payloads import Payload


class PersonalPublisher:
    """Sends to the connections of one person by `server`, the python-socketio server.

    `after_messages` wraps a handler, so that messages that were published before are sent before.
    """

    def __init__(self, server: Any, after_messages: Callable[[Handler], Handler]) -> None:
        self._server, self._after_messages = server, after_messages

    def subscribe(self, on: Subscribe) -> None:
        """Subscribes to the events. `on` is that of the event bus."""
        on(events.SidebarChanged, self._after_messages(self._sidebar_changed))
        on(events.PreferencesChanged, self._after_messages(self._preferences_changed))
        on(events.DraftChanged, self._after_messages(self._draft_changed))
        on(events.AnswersChanged, self._after_messages(self._answers_changed))
        on(events.ScheduledChanged, self._after_messages(self._scheduled_changed))

    def _sidebar_changed(self, event: events.SidebarChanged) -> None:
        self._emit(Event.SIDEBAR_CHANGED, personal.sidebar(event.sections)["sidebar"], event.user_id)

    def _preferences_changed(self, event: events.PreferencesChanged) -> None:
        self._emit(Event.PREFERENCES_CHANGED, personal.preferences(event.settings), event.user_id)

    def _draft_changed(self, event: events.DraftChanged) -> None:
        self._emit(Event.DRAFT_CHANGED, {**personal.draft(event), "page_id": event.page_id}, event.user_id)

    def _answers_changed(self, event: events.AnswersChanged) -> None:
        body = {"message_id": event.message_id, "mine": list(event.mine)}
        self._emit(Event.ANSWERS_CHANGED, body, event.user_id)

    def _scheduled_changed(self, event: events.ScheduledChanged) -> None:
        self._emit(Event.SCHEDULED_CHANGED, {"count": event.count}, event.user_id)

    def _emit(self, name: str, body: Payload, user_id: str) -> None:
        self._server.emit(name, body, to=user_key(user_id))
