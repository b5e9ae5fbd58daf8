"""Sends the events of commits to the connections that may receive them. It runs on the hub and never blocks."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterator
from typing import Any

from chat_desktop.chat.core import events, policy
from chat_desktop.chat.core.records import PersonRooms, User
from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.error_guard import guarded
from chat_desktop.realtime.connection_registry import Connection, ConnectionRegistry
from chat_desktop.realtime.guest_visibility import NON_GUESTS_KEY, GuestVisibility
from chat_desktop.realtime.membership_publisher import MembershipPublisher
from chat_desktop.realtime.pause_publisher import PausePublisher
from chat_desktop.realtime.presence_publisher import PresencePublisher
from chat_desktop.realtime.read_marks import ReadMarks, Rooms
from chat_desktop.realtime.room_keys import room_key, user_key
from chat_desktop.wire import payloads
from chat_desktop.wire.names import Event

EVERYONE = "everyone"
ADMINS_KEY = "admins"  # the Socket.IO room of the connections of the owner and the admins
READ_TOLD_MOST = 50  # members of a room up to which read marks are published to the others

Handler = Callable[[Any], Any]
Subscribe = Callable[[type, Handler], None]  # the event bus's `on`


class Publisher:
    """Sends events to Socket.IO rooms of `server`, the python-socketio server. `tick` sends what is collected.

    `end(sid)` disconnects one connection for good, and `end_sessions(ids)` closes all other sockets of these sessions.
    """

    def __init__(
        self,
        server: Any,
        connections: ConnectionRegistry,
        marks: ReadMarks,
        presence: Presence,
        end: Callable[[str], Any],
        end_sessions: Callable[[tuple[str, ...]], Any],
    ) -> None:
        self._server, self._connections, self._marks, self._presence = server, connections, marks, presence
        self._end, self._end_sessions = end, end_sessions
        self.guest_visibility = GuestVisibility(self._emit, user_key, presence)
        count = functools.partial(len, connections)
        self._presence_publisher = PresencePublisher(presence, self.guest_visibility, count, time.monotonic)
        self.pauses = PausePublisher(lambda name, body: self._emit(name, body, EVERYONE))
        self._ticks = 0
        self._trouble: str | None = None
        self._together, self._gathered, self._gathered_room = False, list[dict[str, Any]](), ""
        self._member_counts: dict[str, int] = {}
        self._memberships = MembershipPublisher(self._emit, self.member_count)
        self._waiting_users: dict[str, User] = {}

    def subscribe(self, on: Subscribe) -> None:
        """Subscribes to every event that is sent to connections."""
        on(events.MessagePosted, self._message_posted)
        for kind, handler in self._handlers().items():
            on(kind, self.after_messages(handler))

    def after_messages(self, handler: Handler) -> Handler:
        """Returns a handler that sends the messages published before an event, and then calls `handler` with it."""

        @functools.wraps(handler)
        def handle(event: Any) -> None:
            self._send_gathered()
            handler(event)

        return handle

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Joins consecutive messages to one room, published within the `with` block, into one broadcast."""
        self._together = True
        try:
            yield
        finally:
            self._together = False
            self._send_gathered()

    def member_count(self, room_id: str) -> int:
        """Returns the number of members of a room, or 0 when none of them has connected yet."""
        return self._member_counts.get(room_id, 0)

    def note_rooms(self, connection: Connection, rooms: Rooms, read_seqs: dict[str, int] | None = None) -> None:
        """Enters these rooms, which the connection was sent: it receives their events from now on."""
        self._marks.load(connection.identity.user_id, rooms, read_seqs)
        ids = [room.id for room in rooms]
        self._member_counts.update(zip(ids, [room.member_count for room in rooms], strict=True))
        connection.rooms.update(ids)
        self._server.manager.enter_all(connection.sid, list(map(room_key, ids)))

    def place(self, connection: Connection, user: User) -> None:
        """Applies the user's role to a connection: the Socket.IO rooms that it is in, and whether it may write."""
        for key, belongs in ((ADMINS_KEY, user.role in policy.ADMIN_ROLES), (NON_GUESTS_KEY, user.role != "guest")):
            enter_or_leave = self._server.enter_room if belongs else self._server.leave_room
            enter_or_leave(connection.sid, key)
        connection.read_only = user.read_only
        if user.read_only:
            self.stop_typing(connection)

    def stop_typing(self, connection: Connection, room_id: str | None = None) -> None:
        """Ends typing in `room_id`, or in every room: the user has left, may no longer write, or is disconnected."""
        for place in connection.typing_in & {room_id} if room_id else set(connection.typing_in):
            self.typing(connection, place, False)

    def typing(self, connection: Connection, room_id: str, typing: bool) -> None:
        """Sends the other members of a room that the user types there, or no longer does."""
        (connection.typing_in.add if typing else connection.typing_in.discard)(room_id)
        body = {"room_id": room_id, "user_id": connection.identity.user_id, "typing": typing}
        skipped = [c.sid for c in self._connections.of_user(connection.identity.user_id)]
        self._emit(Event.TYPING_CHANGED, body, room_key(room_id), skip_sid=skipped)

    def own_read(self, connection: Connection, room_id: str, read_seq: int) -> None:
        """Sends a raised read mark to the reader's other connections, without waiting for `tick`."""
        body = {"room_id": room_id, "user_id": connection.identity.user_id, "read_seq": read_seq}
        self._emit(Event.READ_CHANGED, body, user_key(connection.identity.user_id), skip_sid=connection.sid)

    def welcome(self, connection: Connection, rooms: PersonRooms, beside: dict[str, Any]) -> None:
        read_seqs = self._marks.held(connection.identity.user_id)
        pause = {"pause": self.pauses.planned} if self.pauses.planned else {}
        body = payloads.welcome(rooms, read_seqs, {**beside, "trouble": self._trouble, **pause})
        self._server.manager.emit_large(Event.WELCOME, body, connection.sid)

    def ended(self, connection: Connection, reason: str) -> None:
        try:
            self._emit(Event.SESSION_ENDED, {"reason": reason}, connection.sid)
        finally:
            self._end(connection.sid)

    def trouble(self, reason: str | None) -> None:
        """Sends everyone why the host cannot store anything, and None when it can again."""
        self._trouble = reason
        self._emit(Event.HOST_TROUBLE, {"reason": reason}, EVERYONE)

    def addresses(self, origins: tuple[str, ...]) -> None:
        """Sends everyone the origins at which the office can be reached now."""
        self._emit(Event.ADDRESSES_CHANGED, {"addresses": list(origins)}, EVERYONE)

    def arrivals(self, listed: list[payloads.Payload]) -> None:
        self._emit(Event.ARRIVALS_CHANGED, {"arrivals": listed}, ADMINS_KEY)

    def tick(self) -> None:
        """Sends the collected changes. Read marks are sent at every other tick, which is once a second."""
        self._ticks += 1
        guarded("Publishing changed people", self._tell_users)
        guarded("Telling presence", self._presence_publisher.tick)
        guarded("Publishing memberships", self._memberships.tick)
        if self._ticks % 2 == 0:
            guarded("Publishing read marks", self._tell_reads)

    def _handlers(self) -> dict[type, Handler]:
        """Returns the handler of every event except MessagePosted."""
        return {
            events.MessageChanged: self._message_changed,
            events.RoomChanged: self._room_changed,
            events.MemberJoined: self._member_joined,
            events.MemberLeft: self._member_left,
            events.InvolvementChanged: self._involvement_changed,
            events.ReadChanged: self._read_changed,
            events.UserChanged: self._user_changed,
            events.VisibilityChanged: self.guest_visibility.change_visibility,
            events.SessionsEnded: self._sessions_ended,
            events.OfficeChanged: self._office_changed,
            events.SecureChanged: lambda e: self._emit(Event.SECURE_CHANGED, {"on": e.on}, EVERYONE),
            events.InviteChanged: self._invite_changed,
            events.KnocksChanged: self._knocks_changed,
            events.OwnDataChanged: lambda e: self._emit(Event.OWN_CHANGED, {"what": e.what}, user_key(e.user_id)),
        }

    def _emit(self, name: str, body: dict[str, Any], to: str, **options: Any) -> None:
        self._server.emit(name, body, to=to, **options)

    def _message_posted(self, event: events.MessagePosted) -> None:
        message = event.message
        self._marks.advance(message.room_id, message.seq)
        if not event.is_reminder:
            self._marks.set(message.sender_id, message.room_id, message.seq)
        if message.room_id != self._gathered_room:
            self._send_gathered()
        self._gathered_room = message.room_id
        self._gathered.append({"message": payloads.message_json(message)})
        if not self._together:
            self._send_gathered()

    def _send_gathered(self) -> None:
        """Sends the collected messages. An error is logged: pages find messages that they missed by the revision."""
        bodies, self._gathered = self._gathered, []
        if bodies and not self._send(bodies) and len(bodies) > 1:
            # One of them is to blame; a page that hears of another twice shows it once.
            for body in bodies:
                self._send([body])

    def _send(self, bodies: list[dict[str, Any]]) -> bool:
        room = room_key(self._gathered_room)
        return guarded("Sending messages", self._server.manager.emit_all, Event.MESSAGE_POSTED, bodies, room)

    def _message_changed(self, event: events.MessageChanged) -> None:
        body = {"message": payloads.message_json(event.message)}
        self._emit(Event.MESSAGE_CHANGED, body, room_key(event.message.room_id))

    def _room_changed(self, event: events.RoomChanged) -> None:
        for user_id, view in event.views.items():
            self._marks.advance(view.id, view.last_seq)  # an import adds messages without posting them
            if self._connections.has_user(user_id):
                body = {"room": payloads.room(view, self._marks.of(user_id, view.id))}
                self._emit(Event.ROOM_CHANGED, body, user_key(user_id))

    def _member_joined(self, event: events.MemberJoined) -> None:
        view = event.view
        for connection in self._connections.of_user(event.user_id):
            if connection.welcomed:
                self.note_rooms(connection, [view])
        self._member_counts[view.id] = max(view.member_count, self._member_counts.get(view.id, 0))
        self._emit(Event.ROOM_CHANGED, {"room": payloads.room(view)}, user_key(event.user_id))
        self._memberships.changed(view.id, event.user_id, view.involvement)

    def _member_left(self, event: events.MemberLeft) -> None:
        self._member_counts[event.room_id] = event.member_count
        body = {"room_id": event.room_id, "user_id": event.user_id, "involvement": "nothing", "left": True}
        for connection in self._connections.of_user(event.user_id):
            guarded("Leaving a room", self._leave, connection, event.room_id)
        self._marks.drop(event.user_id, event.room_id)
        self._emit(Event.MEMBERSHIP_CHANGED, {"memberships": [body]}, user_key(event.user_id))
        self._memberships.changed(event.room_id, event.user_id, "nothing", left=True)

    def _leave(self, connection: Connection, room_id: str) -> None:
        # First what they hear, then what others see of them.
        connection.rooms.discard(room_id)
        self._server.leave_room(connection.sid, room_key(room_id))
        self.stop_typing(connection, room_id)

    def _involvement_changed(self, event: events.InvolvementChanged) -> None:
        self._memberships.changed(event.room_id, event.user_id, event.involvement)

    def _read_changed(self, event: events.ReadChanged) -> None:
        self._marks.set(event.user_id, event.room_id, event.read_seq)
        body = {"room_id": event.room_id, "user_id": event.user_id, "read_seq": event.read_seq}
        self._emit(Event.READ_CHANGED, body, user_key(event.user_id))

    def _user_changed(self, event: events.UserChanged) -> None:
        self._waiting_users[event.user.id] = event.user
        welcomed = [c for c in self._connections.of_user(event.user.id) if c.welcomed]
        for connection in welcomed:
            self.place(connection, event.user)
        if welcomed:
            self.guest_visibility.change_role(event.user.id, event.user.role == "guest")

    def _sessions_ended(self, event: events.SessionsEnded) -> None:
        for connection in self._connections.of_sessions(event.session_ids):
            # Each by itself, and then whatever is left of these sessions: none may stay open.
            guarded("Ending a connection", self.ended, connection, event.reason)
        self._end_sessions(event.session_ids)

    def _office_changed(self, event: events.OfficeChanged) -> None:
        self._emit(Event.OFFICE_CHANGED, {"office": payloads.office(event.office)}, EVERYONE)

    def _invite_changed(self, event: events.InviteChanged) -> None:
        self._emit(Event.INVITE_CHANGED, {"ways": list(event.ways)}, EVERYONE)

    def _knocks_changed(self, event: events.KnocksChanged) -> None:
        self._emit(Event.KNOCKS_CHANGED, {"knocks": [payloads.knock(one) for one in event.knocks]}, ADMINS_KEY)

    def _tell_users(self) -> None:
        waiting, self._waiting_users = self._waiting_users, {}
        if waiting:
            users = [payloads.user(user, self._presence.of(user.id)) for user in waiting.values()]
            self.guest_visibility.emit_users(Event.USER_CHANGED, users)

    def _tell_reads(self) -> None:
        for (user_id, room_id), seq in self._marks.take_moved().items():
            if self.member_count(room_id) <= READ_TOLD_MOST:
                skipped = [c.sid for c in self._connections.of_user(user_id)]
                body = {"room_id": room_id, "user_id": user_id, "read_seq": seq}
                self._emit(Event.READ_CHANGED, body, room_key(room_id), skip_sid=skipped)
