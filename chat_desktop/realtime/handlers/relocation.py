"""Handles the command that lets a page follow its office to another address."""

from chat_desktop.chat.core import commands
from chat_desktop.errors import NotSignedIn
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers.registry import command
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command


@command(Command.SESSION_HANDOVER, commands.HandOver)
def hand_over(context: CommandContext, connection: Connection, asked: commands.HandOver) -> payloads.Payload:
    """Issues a token that signs the page in at the next address, and a seal that proves the office's identity.

    Raises NotSignedIn when the connection has closed meanwhile.
    """
    seal = context.key.seal(connection.identity.user_id)
    # The first seal waits for the database. A token for a connection that has closed meanwhile would never be removed.
    if context.connections.get(connection.sid) is None:
        raise NotSignedIn
    return payloads.ok(token=context.relocation_tokens.issue(connection.sid, connection.identity.session_id), seal=seal)
