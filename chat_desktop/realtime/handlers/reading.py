"""Handles the commands about reading: read marks, and the changes in rooms since a revision."""

from chat_desktop.chat.core import commands
from chat_desktop.chat.messages import history
from chat_desktop.chat.rooms import read_receipts
from chat_desktop.errors import Invalid
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.handlers.registry import command, joined_room
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command

SYNC_ROOMS_MOST = 5_000  # rooms about which one command may ask


@command(Command.READ_MARK, commands.MarkRead)
def mark_read(context: CommandContext, connection: Connection, asked: commands.MarkRead) -> payloads.Payload:
    """Raises the read mark of the person in a room, and publishes it to their other connections."""
    room_id = joined_room(connection, asked.room_id)
    read_seq, moved = context.marks.mark(connection.identity.user_id, room_id, asked.seq)
    if moved:
        context.publisher.own_read(connection, room_id, read_seq)
    return payloads.ok(read_seq=read_seq)


@command(Command.READ_UNMARK, commands.MarkRead)
def unmark_read(context: CommandContext, connection: Connection, asked: commands.MarkRead) -> payloads.Payload:
    """Lowers the read mark of the person in a room, so that it has unread messages again."""
    identity, marks = connection.identity, context.marks
    with marks.held_back(identity.user_id, asked.room_id):
        held = marks.of(identity.user_id, asked.room_id) or 0
        read_seq = context.rules.write(read_receipts.lower, identity.session_id, asked.room_id, asked.seq, held)
    return payloads.ok(read_seq=read_seq)


@command(Command.ROOMS_SYNC, commands.SyncRooms)
def sync(context: CommandContext, connection: Connection, asked: commands.SyncRooms) -> payloads.Payload:
    """Returns the rooms of the person, and the messages that changed after the revisions that the page has.

    Raises Invalid when the command names too many rooms.
    """
    if len(asked.rooms) > SYNC_ROOMS_MOST:
        raise Invalid("rooms", "ask_about_most_rooms_time", {"n": SYNC_ROOMS_MOST})
    found = context.rules.read(history.sync, connection.identity.session_id, asked.rooms)
    user_id = connection.identity.user_id
    return payloads.ok(
        messages=[payloads.message(message) for message in found.messages],
        more=found.more,
        rooms=[payloads.room(room, context.marks.of(user_id, room.id)) for room in found.rooms],
    )
