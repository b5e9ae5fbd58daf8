"""What a WebSocket tells, and to whom."""

from typing import Any, Protocol


class Listener(Protocol):
    """Who hears of a connection."""

    def ponged(self) -> None:
        """On the hub."""

    def gone(self) -> None:
        """On the hub: nothing more can be sent."""

    def received(self, text: str) -> None:
        """In a greenlet, one message after the other; it may block."""

    def lost(self) -> None:
        """In a greenlet, after the last message."""


class NullListener:
    """In place of the listener of a connection that is over, so that neither keeps the other alive."""

    def _nothing(self, _text: str = "") -> None:
        pass

    ponged = gone = lost = received = _nothing


NULL_LISTENER: Any = NullListener()
