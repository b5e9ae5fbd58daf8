"""Connecting and going: who it is, which rooms they hear, and what they are told first."""

from collections.abc import Callable
from typing import Any

from socketio.exceptions import ConnectionRefusedError

from chat_desktop import __version__
from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.boot_snapshot import Welcome
from chat_desktop.chat.core.records import Identity, Office, Room, User
from chat_desktop.errors import ChatError, NotSignedIn
from chat_desktop.realtime.connections import Connection
from chat_desktop.realtime.desk import Desk
from chat_desktop.realtime.engine import PING_TIMEOUT
from chat_desktop.realtime.frames import TRY_LATER
from chat_desktop.realtime.publisher import EVERYONE, user_key
from chat_desktop.wire import payloads


class Welcomed:
    """Published like an event, so that its place among the others is exact: they follow it, and nothing is between."""

    def __init__(self, lobby: "Lobby", connection: Connection, told: Welcome) -> None:
        self.lobby, self.connection, self.told = lobby, connection, told

    def happen(self) -> None:
        self.lobby.let_in(self.connection, *self.told)


class Lobby:
    """Socket.IO's `connect` and `disconnect`. `server` is the python-socketio server."""

    def __init__(self, server: Any, desk: Desk) -> None:
        self._server, self._desk = server, desk
        self.arrived: Callable[[str, dict[str, Any], Identity], None] = lambda sid, environ, identity: None

    def connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        """`auth` without a default: python-socketio would retry a TypeError without it, and hide the error."""
        identity = environ.get("chat.identity")
        if not isinstance(identity, Identity):
            raise ConnectionRefusedError({"code": "not_signed_in"})
        connection = Connection(sid, identity, environ.get("REMOTE_ADDR", ""))
        self._desk.connections.add(connection)
        try:
            self._desk.office.write(self._welcome, connection)
        except NotSignedIn:
            # The session ended on the way in. A refusal would leave the connection under it open.
            self._desk.publisher.ended(connection, "signed_out")
        except ChatError:
            # A DISCONNECT would keep the page away for good; it shall try again.
            self._desk.close(sid, TRY_LATER)
        else:
            self.arrived(sid, environ, identity)

    def disconnect(self, sid: str, reason: Any) -> None:
        connection = self._desk.connections.remove(sid)
        if connection is None:
            return
        self._desk.handovers.ended(sid)
        user_id = connection.identity.user_id
        # A machine that died is not about to be back, as a page that reloads is: it has been asked and did not answer.
        silent_s = PING_TIMEOUT if reason == self._server.reason.PING_TIMEOUT else 0.0
        self._desk.presence.disconnected(user_id, sid, silent_s)
        self._desk.publisher.stop_typing(connection)
        if not self._desk.connections.has_user(user_id):
            self._desk.marks.leave(user_id)
            self._desk.publisher.sights.end(user_id)

    def let_in(
        self, connection: Connection, user: User, office: Office, rooms: list[Room], seen: frozenset[str] | None
    ) -> None:
        """On the hub, between the events of two commits."""
        if self._desk.connections.get(connection.sid) is None:
            return  # gone in the meantime
        # Only now, since `welcome` comes first: nothing that is told to everyone or to this person comes before it.
        self._desk.publisher.note_rooms(connection, rooms)
        connection.welcomed = True
        self._server.enter_room(connection.sid, user_key(user.id))
        self._server.enter_room(connection.sid, EVERYONE)
        self._desk.publisher.place(connection, user)
        self._desk.publisher.sights.begin(user.id, seen)
        self._desk.presence.connected(user.id, connection.sid)
        self._desk.publisher.welcome(connection, self._first_words(user, office, rooms))

    def _welcome(self, work: Any, connection: Connection) -> None:
        """In the writer's thread: what is read here is exact as of this place in the order of commits."""
        work.record(Welcomed(self, connection, boot_snapshot.welcome(work, connection.identity.session_id)))

    def _first_words(self, user: User, office: Office, rooms: list[Room]) -> payloads.Payload:
        return {
            "user": payloads.user(user, "online"),
            "office": payloads.office(office),
            "rooms": [payloads.room(room, self._desk.marks.of(user.id, room.id)) for room in rooms],
            "users_rev": office.users_rev,
            **({} if user.role == "guest" else {"online": self._desk.presence.here}),
            "version": __version__,
        }
