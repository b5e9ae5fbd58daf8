"""Implements Socket.IO's rooms and packets without python-socketio's work for cases that do not occur here."""

from typing import Any

import msgspec
import socketio
from bidict import bidict
from engineio import packet as engine_packets
from socketio import packet as packets

from chat_desktop.realtime.transport import frames


class Packet(packets.Packet):  # type: ignore[misc]
    """A packet that never has binary data. The search for it would be a fifteenth of the cost of a message."""

    uses_binary_events = False


class EncodedPacket(engine_packets.Packet):  # type: ignore[misc]
    """An Engine.IO message whose frame is created from the pieces of its encoded text."""

    def __init__(self, pieces: list[bytes]) -> None:
        super().__init__(engine_packets.MESSAGE)
        head = frames.frame_head(frames.TEXT, sum(map(len, pieces)))
        self.frame = b"".join([head, *pieces])
        self._head_bytes = len(head)

    def encode(self, b64: bool = False) -> str:
        """Returns the encoded packet for a connection that polls."""
        return self.frame[self._head_bytes :].decode()


class Manager(socketio.Manager):  # type: ignore[misc]
    """Adds a broadcast of many events at once, and removes a connection without searching all rooms.

    Its `basic_disconnect` looks into every room of everybody: 500 people who lose their Wi-Fi are 750,000 looks.
    Its rooms are two-way dictionaries, though only one room is ever asked the other way round: 2 kB a connection.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rooms_of: dict[str, set[str | None]] = {}

    def emit_all(self, event: str, bodies: list[Any], room: str) -> None:
        """Sends several events to one room of the default namespace and visits each of its connections once."""
        recipients = self.rooms.get("/", {}).get(room)
        if recipients:
            events = [_event(event, [msgspec.json.encode(body)]) for body in bodies]
            self.server.eio.broadcast(recipients.values(), events)

    def emit_large(self, event: str, body: list[bytes], sid: str) -> None:
        """Sends one event to one connection. `body` holds pieces of encoded JSON, which are joined once.

        They may have hundreds of kB together, and copying them once costs as much as opening a connection.
        """
        eio_sid = self.eio_sid_from_sid(sid, "/")
        if eio_sid:
            self.server.eio.send_packet(eio_sid, _event(event, body))

    def enter_all(self, sid: str, keys: list[str], namespace: str = "/") -> None:
        """Enters several rooms. None of them may be the own room of another connection."""
        rooms = self.rooms[namespace]
        eio_sid = rooms[None][sid]
        found = list(map(rooms.get, keys))
        if not all(found):  # a room without members is removed, so the missing ones are new
            found = [rooms.setdefault(key, {}) for key in keys]
        for members in found:
            members[sid] = eio_sid
        self._rooms_of.setdefault(sid, set()).update(keys)

    def get_participants(self, namespace: str, room: Any) -> Any:
        rooms = self.rooms.get(namespace, {})
        found: dict[str, str] = {}
        for name in room if isinstance(room, list | tuple) else (room,):
            found.update(rooms.get(name, {}))
        return found.items()

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        if eio_sid is None and namespace not in self.rooms:
            raise ValueError("sid is not connected to requested namespace")
        if sid != room and self.is_sid_room(namespace, room):
            raise ValueError("cannot enter a sid room")
        rooms = self.rooms.setdefault(namespace, {})
        if room not in rooms:
            rooms[room] = bidict() if room is None else {}
        rooms[room][sid] = rooms[None][sid] if eio_sid is None else eio_sid
        self._rooms_of.setdefault(sid, set()).add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        super().basic_leave_room(sid, namespace, room)
        self._rooms_of.get(sid, set()).discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **kwargs: Any) -> None:
        for room in self._rooms_of.pop(sid, ()):
            super().basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]


def _event(name: str, body: list[bytes]) -> EncodedPacket:
    head = b'%d%d["%b",' % (engine_packets.MESSAGE, packets.EVENT, name.encode())
    return EncodedPacket([head, *body, b"]"])
