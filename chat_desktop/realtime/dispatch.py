"""Dispatches commands: parses the body, calls the handler and returns the ack.

Every error of a command is turned into an ack here. Rate limits are applied before (transport/rates.py). Six
commands of one person are handled at a time.
"""

import logging
from typing import Any

from chat_desktop.errors import ChatError, Internal, Invalid, NotSignedIn, UnknownCommand
from chat_desktop.realtime.command_turns import CommandTurns
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers import HANDLERS
from chat_desktop.wire import payloads
from chat_desktop.wire.parsing import convert

log = logging.getLogger(__name__)


class Dispatch:
    """The handler of every event that a client sends, except those of Socket.IO itself. Its return value is the ack."""

    def __init__(self, context: CommandContext) -> None:
        self._context = context
        self._turns = CommandTurns()

    def __call__(self, event: str, sid: str, *bodies: Any) -> payloads.Payload:
        try:
            return self._answer(event, sid, bodies)
        except ChatError as problem:
            return payloads.error(problem)
        except Exception:
            log.exception("The command %.40r failed", event)
            return payloads.error(Internal())

    def _answer(self, event: str, sid: str, bodies: tuple[Any, ...]) -> payloads.Payload:
        connection = self._context.connections.get(sid)
        if connection is None:
            raise NotSignedIn
        known = HANDLERS.get(event)
        if known is None:
            raise UnknownCommand
        shape, handler = known
        if len(bodies) != 1:
            raise Invalid("body", "command_takes_one_object_named")
        with self._turns.hold(connection.identity.user_id):
            if self._context.connections.get(sid) is None:
                raise NotSignedIn  # the connection was closed while the command waited
            return handler(self._context, connection, convert(shape, bodies[0]))
