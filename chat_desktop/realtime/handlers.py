"""One short function a command: from who asks and what is asked to what the ack says."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core import commands, policy
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import history, posting, reactions
from chat_desktop.chat.rooms import read_receipts
from chat_desktop.errors import Invalid, NotFound, NotSignedIn
from chat_desktop.realtime.connections import Connection
from chat_desktop.realtime.desk import Desk
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Command

Handler = Callable[[Desk, Connection, Any], payloads.Payload]

TYPING_MOST = 200  # people in a room who are told that somebody types
SYNC_ROOMS_MOST = 5_000
PRESENCE_MOST = 200  # people of whom a page may ask at once

# Filled by @command: name -> (what the body is parsed to, the handler).
HANDLERS: dict[str, tuple[type[commands.Command], Handler]] = {}


def command(name: str, shape: type[commands.Command]) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS[name] = (shape, handler)
        return handler

    return register


@command(Command.MESSAGE_POST, commands.PostMessage)
def post(desk: Desk, connection: Connection, asked: commands.PostMessage) -> payloads.Payload:
    return _stored(desk, connection, posting.post, asked)


@command(Command.MESSAGE_EDIT, commands.EditMessage)
def edit(desk: Desk, connection: Connection, asked: commands.EditMessage) -> payloads.Payload:
    return _stored(desk, connection, posting.edit, asked.message_id, asked.body)


@command(Command.MESSAGE_DELETE, commands.DeleteMessage)
def delete(desk: Desk, connection: Connection, asked: commands.DeleteMessage) -> payloads.Payload:
    return _stored(desk, connection, posting.delete, asked.message_id)


@command(Command.REACTION_ADD, commands.React)
def add_reaction(desk: Desk, connection: Connection, asked: commands.React) -> payloads.Payload:
    return _stored(desk, connection, reactions.add, asked.message_id, asked.emoji)


@command(Command.REACTION_REMOVE, commands.React)
def remove_reaction(desk: Desk, connection: Connection, asked: commands.React) -> payloads.Payload:
    return _stored(desk, connection, reactions.remove, asked.message_id, asked.emoji)


@command(Command.READ_MARK, commands.MarkRead)
def mark_read(desk: Desk, connection: Connection, asked: commands.MarkRead) -> payloads.Payload:
    room_id = _room_of(connection, asked.room_id)
    read_seq, moved = desk.marks.mark(connection.identity.user_id, room_id, asked.seq)
    if moved:
        desk.publisher.own_read(connection, room_id, read_seq)
    return payloads.ok(read_seq=read_seq)


@command(Command.READ_UNMARK, commands.MarkRead)
def unmark_read(desk: Desk, connection: Connection, asked: commands.MarkRead) -> payloads.Payload:
    identity, marks = connection.identity, desk.marks
    with marks.held_back(identity.user_id, asked.room_id):
        held = marks.of(identity.user_id, asked.room_id) or 0
        read_seq = desk.office.write(read_receipts.unmark, identity.session_id, asked.room_id, asked.seq, held)
    return payloads.ok(read_seq=read_seq)


@command(Command.TYPING_START, commands.Typing)
def start_typing(desk: Desk, connection: Connection, asked: commands.Typing) -> payloads.Payload:
    return _typing(desk, connection, asked.room_id, True)


@command(Command.TYPING_STOP, commands.Typing)
def stop_typing(desk: Desk, connection: Connection, asked: commands.Typing) -> payloads.Payload:
    return _typing(desk, connection, asked.room_id, False)


@command(Command.PRESENCE_SET, commands.SetPresence)
def set_presence(desk: Desk, connection: Connection, asked: commands.SetPresence) -> payloads.Payload:
    desk.presence.set_active(connection.identity.user_id, connection.sid, asked.active)
    return payloads.ok()


@command(Command.PRESENCE_ASK, commands.AskPresence)
def ask_presence(desk: Desk, connection: Connection, asked: commands.AskPresence) -> payloads.Payload:
    if len(asked.user_ids) > PRESENCE_MOST:
        raise Invalid("user_ids", f"Ask about {PRESENCE_MOST} people at a time at most.")
    seen = desk.publisher.sights.seen_by(connection.identity.user_id)
    ids = [user_id for user_id in dict.fromkeys(asked.user_ids) if seen is None or user_id in seen]
    return payloads.ok(users=[{"id": user_id, "presence": desk.presence.of(user_id)} for user_id in ids])


@command(Command.ROOMS_SYNC, commands.SyncRooms)
def sync(desk: Desk, connection: Connection, asked: commands.SyncRooms) -> payloads.Payload:
    if len(asked.rooms) > SYNC_ROOMS_MOST:
        raise Invalid("rooms", f"Ask about {SYNC_ROOMS_MOST} rooms at a time at most.")
    found = desk.office.read(history.sync, connection.identity.session_id, asked.rooms)
    user_id = connection.identity.user_id
    return payloads.ok(
        messages=[payloads.message(message) for message in found.messages],
        more=found.more,
        rooms=[payloads.room(room, desk.marks.of(user_id, room.id)) for room in found.rooms],
    )


@command(Command.SESSION_HANDOVER, commands.HandOver)
def hand_over(desk: Desk, connection: Connection, asked: commands.HandOver) -> payloads.Payload:
    seal = desk.key.seal(connection.identity.user_id)
    # The first seal waits for the database: a connection that is gone by now would leave a token without an end.
    if desk.connections.get(connection.sid) is None:
        raise NotSignedIn
    return payloads.ok(token=desk.handovers.issue(connection.sid, connection.identity.session_id), seal=seal)


def _stored(desk: Desk, connection: Connection, rule: Callable[..., Message], *asked: Any) -> payloads.Payload:
    """The message as RULE has left it."""
    return payloads.ok(message=payloads.message(desk.office.write(rule, connection.identity.session_id, *asked)))


def _typing(desk: Desk, connection: Connection, room_id: str, typing: bool) -> payloads.Payload:
    _room_of(connection, room_id)
    policy.type_in_room(connection.read_only)
    # A hint: one that is too many is dropped, or a single page could keep everyone's busy.
    few = desk.publisher.member_count(room_id) <= TYPING_MOST
    if few and desk.rates.count_typing(connection.identity.session_id) is None:
        desk.publisher.typing(connection, room_id, typing)
    return payloads.ok()


def _room_of(connection: Connection, room_id: str) -> str:
    """Membership from memory: it follows every commit before anyone hears of it."""
    if room_id not in connection.rooms:
        raise NotFound
    return room_id
