"""Commands about an office that moves to another address."""

from chat_desktop.chat.core import commands
from chat_desktop.errors import NotSignedIn
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers.registry import command
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command


@command(Command.SESSION_HANDOVER, commands.HandOver)
def hand_over(context: CommandContext, connection: Connection, asked: commands.HandOver) -> payloads.Payload:
    seal = context.key.seal(connection.identity.user_id)
    # The first seal waits for the database: a connection that is gone by now would leave a token without an end.
    if context.connections.get(connection.sid) is None:
        raise NotSignedIn
    return payloads.ok(token=context.relocation_tokens.issue(connection.sid, connection.identity.session_id), seal=seal)
