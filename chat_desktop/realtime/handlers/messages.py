"""Handles the commands about messages: post, edit, delete and react."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import mention_all, posting, reactions
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers.registry import command
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command


@command(Command.MESSAGE_POST, commands.PostMessage)
def post(context: CommandContext, connection: Connection, asked: commands.PostMessage) -> payloads.Payload:
    """Stores a new message."""
    # Only then, because it is a list of everybody who is here.
    online = context.presence.online() if mention_all.may_mean(asked.body) else ()
    return _stored(context, connection, posting.post, asked, online)


@command(Command.MESSAGE_EDIT, commands.EditMessage)
def edit(context: CommandContext, connection: Connection, asked: commands.EditMessage) -> payloads.Payload:
    """Replaces the text of an own message."""
    return _stored(context, connection, posting.edit, asked.message_id, asked.body)


@command(Command.MESSAGE_DELETE, commands.DeleteMessage)
def delete(context: CommandContext, connection: Connection, asked: commands.DeleteMessage) -> payloads.Payload:
    """Deletes a message."""
    return _stored(context, connection, posting.delete, asked.message_id)


@command(Command.REACTION_ADD, commands.React)
def add_reaction(context: CommandContext, connection: Connection, asked: commands.React) -> payloads.Payload:
    """Adds an emoji to a message."""
    return _stored(context, connection, reactions.add, asked.message_id, asked.emoji)


@command(Command.REACTION_REMOVE, commands.React)
def remove_reaction(context: CommandContext, connection: Connection, asked: commands.React) -> payloads.Payload:
    """Removes an own emoji from a message."""
    return _stored(context, connection, reactions.remove, asked.message_id, asked.emoji)


def _stored(
    context: CommandContext, connection: Connection, rule: Callable[..., Message], *asked: Any
) -> payloads.Payload:
    """Runs `rule` in the writer and returns the message that it has stored."""
    return payloads.ok(message=payloads.message_json(context.rules.write(rule, connection.identity.session_id, *asked)))
