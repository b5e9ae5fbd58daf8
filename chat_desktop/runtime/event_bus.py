"""Passes the events of commits to their subscribers, in order."""

from collections.abc import Callable, Iterable
from typing import Any

from chat_desktop.error_guard import guarded


class EventBus:
    """Calls the subscribers of the exact type of an event, in the order of their `on`.

    An error of a subscriber is logged and the next one is called. The transaction is committed already, and pages find
    what they missed by its revision.
    """

    def __init__(self) -> None:
        self._subscribers: dict[type, list[tuple[str, Callable[[Any], Any]]]] = {}

    def on(self, kind: type, handler: Callable[[Any], Any]) -> None:
        """Calls `handler(event)` for every event of this type that is published from now on."""
        name = getattr(handler, "__qualname__", repr(handler))
        self._subscribers.setdefault(kind, []).append((f"{name} on {kind.__name__}", handler))

    def publish(self, events: Iterable[Any]) -> None:
        """Raises nothing. An event that nobody subscribed to is dropped."""
        for event in events:
            for what, handler in self._subscribers.get(type(event), ()):
                guarded(what, handler, event)
