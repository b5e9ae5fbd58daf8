"""Which function answers which command: each short function registers itself under its command's name."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import commands
from chat_desktop.errors import NotFound
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.wire import payloads

Handler = Callable[[CommandContext, Connection, Any], payloads.Payload]

# Filled by @command: name -> (what the body is parsed to, the handler).
HANDLERS: dict[str, tuple[type[commands.Command], Handler]] = {}


def command(name: str, shape: type[commands.Command]) -> Callable[[Handler], Handler]:
    """Registers the function as the handler of the command; its body is parsed to SHAPE first."""

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = (shape, handler)
        return handler

    return register


def joined_room(connection: Connection, room_id: str) -> str:
    """The room's id, if this connection is in it. From memory, which follows every commit before anyone hears of it.

    Raises NotFound.
    """
    if room_id not in connection.rooms:
        raise NotFound
    return room_id
