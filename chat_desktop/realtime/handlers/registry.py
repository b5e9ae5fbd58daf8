"""Registers the handler of each command by its name."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import commands
from chat_desktop.errors import NotFound
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.wire import payloads

Handler = Callable[[CommandContext, Connection, Any], payloads.Payload]

# Name of a command -> (the type to which its body is parsed, its handler). The decorator `command` fills it.
HANDLERS: dict[str, tuple[type[commands.Command], Handler]] = {}


def command(name: str, shape: type[commands.Command]) -> Callable[[Handler], Handler]:
    """Registers the decorated function as the handler of the command `name`, whose body is parsed to `shape`."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = (shape, handler)
        return handler

    return register


def joined_room(connection: Connection, room_id: str) -> str:
    """Returns `room_id` if the connection is in that room. Raises NotFound if it is not.

    The answer comes from memory, which is updated after every commit and before its events are sent.
    """
    if room_id not in connection.rooms:
        raise NotFound
    return room_id
