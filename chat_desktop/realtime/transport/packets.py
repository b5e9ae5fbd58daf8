"""One Socket.IO packet from a client: parsed, refused or handed to python-socketio.

python-socketio parses and handles in one go, logs a trace for every malformed packet, waits for the attachments of
a binary one (10^9 announced held 216 MB) and lets a client call the `connect` and `disconnect` handlers by sending
events of those names. Here a packet is refused before anybody has handled it.
"""

import re
from typing import Any

from engineio import packet as engine_packets
from socketio import packet as kinds

from chat_desktop.errors import RateLimited
from chat_desktop.realtime.transport.frames import PROTOCOL_ERROR, UNSUPPORTED, FrameError
from chat_desktop.wire import payloads

RESERVED = frozenset({"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})

COMMAND = re.compile(r"2([0-9]{1,20})\[")  # one that wants an answer, in the default namespace


def deliver(server: Any, eio_sid: str, text: str) -> None:
    """Runs the handlers of `server` (a socketio.Server) for the packet in `text`. Raises FrameError when there is
    none in it, and whatever the handlers raise."""
    packet = _parse(server, text)
    if packet.packet_type == kinds.EVENT:
        if packet.data[0] == "*":
            packet.data[0] = ""  # python-socketio's own name for "any other command", not one for clients to call
        server._handle_event(eio_sid, packet.namespace, packet.id, packet.data)
    elif packet.packet_type == kinds.CONNECT:
        server._handle_connect(eio_sid, packet.namespace, packet.data)
    elif packet.packet_type == kinds.DISCONNECT:
        server._handle_disconnect(eio_sid, packet.namespace, server.reason.CLIENT_DISCONNECT)
    # An ACK answers nothing: the host asks for none.


def is_connect(text: str) -> bool:
    return text[:1] == str(kinds.CONNECT)


def is_disconnect(text: str) -> bool:
    return text[:1] == str(kinds.DISCONNECT)


def refuse(server: Any, eio_sid: str, text: str, wait: float) -> None:
    """In place of `deliver` when too much has come: a command is answered, unparsed, and the rest is dropped."""
    found = COMMAND.match(text)
    if found and server.manager.sid_from_eio_sid(eio_sid, "/"):
        body = [payloads.error(RateLimited(wait))]
        packet = server.packet_class(kinds.ACK, id=int(found[1]), data=body)
        server.eio.send_packet(eio_sid, engine_packets.Packet(engine_packets.MESSAGE, packet.encode()))


def _parse(server: Any, text: str) -> Any:
    if text[:1] in ("5", "6"):
        raise FrameError(UNSUPPORTED, "Only text is accepted here.")
    try:
        packet = server.packet_class(encoded_packet=text)
    except (ValueError, TypeError, RecursionError, IndexError, AttributeError):
        raise FrameError(PROTOCOL_ERROR, "This isn't a packet.") from None
    if not _well_formed(packet):
        raise FrameError(PROTOCOL_ERROR, "This isn't a packet.")
    return packet


def _well_formed(packet: Any) -> bool:
    data = packet.data
    if packet.packet_type == kinds.EVENT:
        return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in RESERVED
    if packet.packet_type == kinds.ACK:
        return isinstance(data, list) and packet.id is not None
    return packet.packet_type in (kinds.CONNECT, kinds.DISCONNECT)
