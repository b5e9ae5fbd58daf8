"""Handles the commands about what a message carries besides its text."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.contents import checklists, polls, urgent
from chat_desktop.chat.contents.answers import Answered
from chat_desktop.chat.core import content_commands
from chat_desktop.chat.core.records import Message
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers.registry import command
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command


@command(Command.POLL_VOTE, content_commands.Vote)
def vote(context: CommandContext, connection: Connection, asked: content_commands.Vote) -> payloads.Payload:
    """Stores the person's vote in a poll."""
    return _answered(context, connection, polls.vote, asked.message_id, asked.choices)


@command(Command.POLL_END, content_commands.AboutMessage)
def end_poll(context: CommandContext, connection: Connection, asked: content_commands.AboutMessage) -> payloads.Payload:
    """Ends a poll."""
    return _changed(context, connection, polls.end, asked.message_id)


@command(Command.CHECKLIST_TICK, content_commands.Tick)
def tick(context: CommandContext, connection: Connection, asked: content_commands.Tick) -> payloads.Payload:
    """Ticks an item of a checklist, or takes the tick back."""
    return _changed(context, connection, checklists.tick, asked.message_id, asked.item, asked.done)


@command(Command.CHECKLIST_EDIT, content_commands.EditChecklist)
def edit_checklist(
    context: CommandContext, connection: Connection, asked: content_commands.EditChecklist
) -> payloads.Payload:
    """Replaces the title and the items of a checklist."""
    return _changed(context, connection, checklists.edit, asked.message_id, asked.title, asked.items)


@command(Command.URGENT_CONFIRM, content_commands.AboutMessage)
def confirm_urgent(
    context: CommandContext, connection: Connection, asked: content_commands.AboutMessage
) -> payloads.Payload:
    """Stores that the person has seen an urgent message."""
    return _changed(context, connection, urgent.confirm, asked.message_id)


@command(Command.URGENT_END, content_commands.AboutMessage)
def end_urgent(
    context: CommandContext, connection: Connection, asked: content_commands.AboutMessage
) -> payloads.Payload:
    """Asks nobody any more to confirm an urgent message."""
    return _changed(context, connection, urgent.end, asked.message_id)


def _answered(
    context: CommandContext, connection: Connection, rule: Callable[..., Answered], *asked: Any
) -> payloads.Payload:
    """Runs `rule` in the writer, and returns the message and the person's own answers."""
    found = context.rules.write(rule, connection.identity.session_id, *asked)
    return payloads.ok(message=payloads.message_json(found.message), mine=list(found.mine))


def _changed(
    context: CommandContext, connection: Connection, rule: Callable[..., Message], *asked: Any
) -> payloads.Payload:
    """Runs `rule` in the writer and returns the message that it has changed."""
    return payloads.ok(message=payloads.message_json(context.rules.write(rule, connection.identity.session_id, *asked)))
