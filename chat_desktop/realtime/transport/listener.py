"""Defines the callbacks of a WebSocket."""

from typing import Any, Protocol


class Listener(Protocol):
    """The callbacks that a WebSocket calls."""

    def ponged(self) -> None:
        """Is called on the hub when the client has answered a ping."""

    def gone(self) -> None:
        """Is called on the hub once nothing more can be sent."""

    def received(self, text: str) -> None:
        """Is called in a greenlet for one text message after the other. It may block."""

    def lost(self) -> None:
        """Is called in a greenlet after the last message."""


class NullListener:
    """Ignores every call. It replaces the listener of a closed connection, so that the listener can be freed."""

    def _nothing(self, _text: str = "") -> None:
        pass

    ponged = gone = lost = received = _nothing


NULL_LISTENER: Any = NullListener()
