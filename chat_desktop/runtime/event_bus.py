"""Hands what was committed to whoever has asked for it, in order."""

from collections.abc import Callable, Iterable
from typing import Any

from chat_desktop.guard import guarded


class EventBus:
    """Subscribers are called in the order of `subscribe`. One that fails is logged and takes nobody along: what is
    committed is committed, its ack goes out, and pages find what they missed by its revision."""

    def __init__(self) -> None:
        self._subscribers: list[tuple[str, Callable[[Any], Any], tuple[type, ...]]] = []

    def subscribe(self, name: str, subscriber: Callable[[Any], Any], *kinds: type) -> None:
        """To events of these kinds; without any, to all."""
        self._subscribers.append((name, subscriber, kinds))

    def publish(self, events: Iterable[Any]) -> None:
        """Raises nothing."""
        for event in events:
            for name, subscriber, kinds in self._subscribers:
                if not kinds or isinstance(event, kinds):
                    guarded(f"Notifying {name} of {type(event).__name__}", subscriber, event)
