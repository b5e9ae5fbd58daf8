"""Opens and closes connections: identifies the user, enters the rooms and sends `welcome`."""

from collections.abc import Callable
from typing import Any

from socketio.exceptions import ConnectionRefusedError

from chat_desktop import __version__
from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.boot_snapshot import Welcome
from chat_desktop.chat.core.records import Identity, Office, PersonRooms, User
from chat_desktop.errors import ChatError, NotSignedIn
from chat_desktop.realtime.connection_registry import Connection
from chat_desktop.realtime.context import CommandContext
from chat_desktop.realtime.publisher import EVERYONE
from chat_desktop.realtime.room_keys import user_key
from chat_desktop.realtime.transport.engine import PING_TIMEOUT_SECONDS
from chat_desktop.realtime.transport.frames import TRY_LATER
from chat_desktop.wire import payloads, personal


class SnapshotSent:
    """An event that makes the publisher send `welcome`.

    It is recorded in a transaction, so that its place among the events of other commits is exact: whatever is committed
    later is also sent later.
    """

    def __init__(self, lifecycle: "ConnectionLifecycle", connection: Connection, told: Welcome) -> None:
        self.lifecycle, self.connection, self.told = lifecycle, connection, told

    def happen(self) -> None:
        self.lifecycle.let_in(self.connection, *self.told)


class ConnectionLifecycle:
    """The handlers of Socket.IO's `connect` and `disconnect`. `server` is the python-socketio server."""

    def __init__(self, server: Any, context: CommandContext) -> None:
        self._server, self._context = server, context
        self.welcomed: Callable[[Connection], None] = lambda connection: None
        self.moved: Callable[[], payloads.Payload | None] = lambda: None
        self.arrived: Callable[[str, dict[str, Any], Identity], None] = lambda sid, environ, identity: None

    def connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        """Opens a connection. Raises ConnectionRefusedError when the handshake was not signed in.

        `auth` has no default: with one, python-socketio would call again without it after a TypeError and hide it.
        """
        identity = environ.get("chat.identity")
        if not isinstance(identity, Identity):
            raise ConnectionRefusedError({"code": "not_signed_in"})
        connection = Connection(sid, identity, environ.get("REMOTE_ADDR", ""))
        self._context.connections.add(connection)
        try:
            self._context.rules.write(self._welcome, connection)
        except NotSignedIn:
            # The session ended during the handshake. A refusal would leave the Engine.IO connection open.
            self._context.publisher.ended(connection, "signed_out")
        except ChatError:
            # After a DISCONNECT the page would not connect again, so the connection is closed without one.
            self._context.close(sid, TRY_LATER)
        else:
            self.arrived(sid, environ, identity)

    def disconnect(self, sid: str, reason: Any) -> None:
        """Removes a closed connection. `reason` is python-socketio's."""
        connection = self._context.connections.remove(sid)
        if connection is None:
            return
        self._context.relocation_tokens.ended(sid)
        user_id = connection.identity.user_id
        # A page that reloads comes back at once. One that did not answer a ping has been silent for the timeout.
        silent_seconds = PING_TIMEOUT_SECONDS if reason == self._server.reason.PING_TIMEOUT else 0.0
        self._context.presence.disconnected(user_id, sid, silent_seconds)
        self._context.publisher.stop_typing(connection)
        if not self._context.connections.has_user(user_id):
            self._context.marks.leave(user_id)
            self._context.publisher.guest_visibility.remove(user_id)

    def let_in(
        self, connection: Connection, user: User, office: Office, rooms: PersonRooms, seen: frozenset[str] | None
    ) -> None:
        """On the hub, between the events of two commits."""
        if self._context.connections.get(connection.sid) is None:
            return  # it has closed meanwhile
        # The rooms are entered only now: `welcome` must be the first event that the connection receives.
        self._context.publisher.note_rooms(connection, rooms.rooms, rooms.read_seqs)
        connection.welcomed = True
        self._server.enter_room(connection.sid, user_key(user.id))
        self._server.enter_room(connection.sid, EVERYONE)
        self._context.publisher.place(connection, user)
        self._context.publisher.guest_visibility.add(user.id, seen)
        self._context.presence.connected(user.id, connection.sid)
        beside = {**self._first_words(user, office), **personal.own(rooms)}
        self._context.publisher.welcome(connection, rooms, beside)
        self.welcomed(connection)

    def _welcome(self, work: Any, connection: Connection) -> None:
        """In the writer's thread: what is read here is exact as of this place in the order of commits."""
        work.record(SnapshotSent(self, connection, boot_snapshot.welcome(work, connection.identity.session_id)))

    _welcome.changes_nothing = True  # type: ignore[attr-defined]  # a copy that has stopped greets pages too

    def _first_words(self, user: User, office: Office) -> payloads.Payload:
        return {
            "user": payloads.user(user, "online"),
            "office": payloads.office(office),
            "users_rev": office.users_rev,
            **({} if user.role == "guest" else {"online": self._context.presence.here}),
            "version": __version__,
            **({} if (moved := self.moved()) is None else {"moved": moved}),
        }
