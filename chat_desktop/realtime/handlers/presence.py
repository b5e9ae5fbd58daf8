"""Handles the commands about presence and typing."""

from chat_desktop.chat.core import commands, policy
from chat_desktop.errors import Invalid
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers.registry import command, joined_room
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command

TYPING_MOST = 200  # members of a room up to which typing is published
PRESENCE_MOST = 200  # users about whom one command may ask


@command(Command.TYPING_START, commands.Typing)
def start_typing(context: CommandContext, connection: Connection, asked: commands.Typing) -> payloads.Payload:
    """Publishes that the person types in a room."""
    return _typing(context, connection, asked.room_id, True)


@command(Command.TYPING_STOP, commands.Typing)
def stop_typing(context: CommandContext, connection: Connection, asked: commands.Typing) -> payloads.Payload:
    """Publishes that the person no longer types in a room."""
    return _typing(context, connection, asked.room_id, False)


@command(Command.PRESENCE_SET, commands.SetPresence)
def set_presence(context: CommandContext, connection: Connection, asked: commands.SetPresence) -> payloads.Payload:
    """Sets whether the person is active or away in this connection."""
    context.presence.set_active(connection.identity.user_id, connection.sid, asked.active)
    return payloads.ok()


@command(Command.PRESENCE_ASK, commands.AskPresence)
def ask_presence(context: CommandContext, connection: Connection, asked: commands.AskPresence) -> payloads.Payload:
    """Returns the presence of those users whom the person may see. Raises Invalid when there are too many ids."""
    if len(asked.user_ids) > PRESENCE_MOST:
        raise Invalid("user_ids", "ask_about_most_people_time", {"n": PRESENCE_MOST})
    seen = context.publisher.guest_visibility.visible_to(connection.identity.user_id)
    ids = [user_id for user_id in dict.fromkeys(asked.user_ids) if seen is None or user_id in seen]
    return payloads.ok(users=[{"id": user_id, "presence": context.presence.of(user_id)} for user_id in ids])


def _typing(context: CommandContext, connection: Connection, room_id: str, typing: bool) -> payloads.Payload:
    joined_room(connection, room_id)
    policy.type_in_room(connection.read_only)
    # Typing is only a hint, so events above the limit are dropped: otherwise one page could keep all others busy.
    few = context.publisher.member_count(room_id) <= TYPING_MOST
    if few and context.rates.count_typing(connection.identity.session_id) is None:
        context.publisher.typing(connection, room_id, typing)
    return payloads.ok()
