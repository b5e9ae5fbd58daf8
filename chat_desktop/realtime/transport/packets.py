"""Parses one Socket.IO packet of a client, and refuses it or passes it to python-socketio.

python-socketio parses and handles a packet in one step. It logs a traceback for every malformed packet, waits for the
attachments of a binary one (10^9 announced attachments held 216 MB) and lets a client call the handlers of `connect`
and `disconnect` with events of these names. This module refuses such packets before they are handled.
"""

import re
from typing import Any

from engineio import packet as engine_packets
from socketio import packet as kinds

from chat_desktop.errors import RateLimited
from chat_desktop.realtime.transport.frames import PROTOCOL_ERROR, UNSUPPORTED, FrameError
from chat_desktop.wire import payloads

RESERVED = frozenset({"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})

COMMAND = re.compile(r"2([0-9]{1,20})\[")  # an event of the default namespace that expects an ack; group 1 is its id


def deliver(server: Any, eio_sid: str, text: str) -> None:
    """Runs the handlers of `server` (a socketio.Server) for the packet in `text`.

    Raises FrameError when `text` is not a valid packet, and whatever the handlers raise.
    """
    packet = _parse(server, text)
    if packet.packet_type == kinds.EVENT:
        if packet.data[0] == "*":
            packet.data[0] = (
                ""  # python-socketio uses "*" for the handler of all other events, which clients must not name
            )
        server._handle_event(eio_sid, packet.namespace, packet.id, packet.data)
    elif packet.packet_type == kinds.CONNECT:
        server._handle_connect(eio_sid, packet.namespace, packet.data)
    elif packet.packet_type == kinds.DISCONNECT:
        server._handle_disconnect(eio_sid, packet.namespace, server.reason.CLIENT_DISCONNECT)
    # An ACK is ignored, because the host never asks for one.


def is_connect(text: str) -> bool:
    """Returns whether the packet is a CONNECT."""
    return text[:1] == str(kinds.CONNECT)


def is_disconnect(text: str) -> bool:
    """Returns whether the packet is a DISCONNECT."""
    return text[:1] == str(kinds.DISCONNECT)


def refuse(server: Any, eio_sid: str, text: str, wait: float) -> None:
    """Refuses the packet in `text` because of the rate limit: a command is answered with an error, all else is dropped.

    `wait` is the number of seconds until the next command is accepted. The packet is not parsed.
    """
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
