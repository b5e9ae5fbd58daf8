"""Implements HTTP long polling, for networks that break WebSockets: the outgoing packets and the body of a POST."""

import re
from typing import Any

from engineio.packet import Packet
from gevent.event import Event

from chat_desktop.realtime.transport.frames import MAX_IN_BYTES
from chat_desktop.realtime.transport.outbox import MAX_OUT_BYTES

MAX_PACKETS = 1_000  # packets of one POST; the client in the browser sends all that it has in one
POLL_PACKETS = 16  # packets of one response; python-engineio's client accepts no more
SEPARATOR = "\x1e"


class PollError(Exception):
    """A poll violates the protocol or a limit."""


class PollingQueue:
    """The packets that wait for the next poll of a connection. Like a WebSocket's backlog, it is limited in bytes."""

    __slots__ = ("_ready", "_size", "closing", "packets", "polled")

    def __init__(self) -> None:
        self.packets: list[Packet] = []
        self.polled = False  # a poll is waiting for packets
        self.closing = False  # the next poll is the last
        self._size = 0
        self._ready: Event | None = None

    def post(self, packet: Packet) -> None:
        """Adds a packet and answers the poll that waits."""
        self.packets.append(packet)
        self._size += _size(packet)
        self.wake()

    def post_all(self, packets: list[Packet], joined: list[bytes]) -> None:
        """Adds several packets. `joined` is used by WebSockets only."""
        for packet in packets:
            self.post(packet)

    def overflows(self) -> bool:
        """Returns whether more than MAX_OUT_BYTES wait; a single packet may have any size."""
        return self._size > MAX_OUT_BYTES and len(self.packets) > 1

    def wake(self) -> None:
        """Answers the poll that waits, if there is one."""
        if self._ready is not None:
            self._ready.set()

    def take(self) -> list[Packet]:
        """Removes and returns the oldest packets, as many as one response may have."""
        packets, self.packets = self.packets[:POLL_PACKETS], self.packets[POLL_PACKETS:]
        self._size -= sum(map(_size, packets))
        return packets

    def wait(self, seconds: float) -> list[Packet]:
        """Blocks the greenlet of a poll until there are packets, and returns them.

        The list is empty when `seconds` have passed, or when `wake` was called without a packet. Raises PollError when
        another poll is waiting already, because the packets of two polls could arrive out of order.
        """
        if self.polled:
            raise PollError("two polls at once")
        if self.packets:
            return self.take()
        self.polled, self._ready = True, Event()
        try:
            self._ready.wait(seconds)
        finally:
            self.polled, self._ready = False, None
        return self.take()


def _size(packet: Packet) -> int:
    return len(packet.encode(b64=True))


def read_body(environ: dict[str, Any]) -> list[str]:
    """Returns the encoded packets in the body of a POST.

    Raises PollError when the length is missing or too large, or when the body is not UTF-8 or incomplete.
    """
    length = environ.get("CONTENT_LENGTH", "")
    if not re.fullmatch(r"[0-9]{1,9}", length) or int(length) > MAX_IN_BYTES:
        raise PollError("a body needs a length, of 131072 bytes at most")
    try:
        text = environ["wsgi.input"].read(int(length)).decode()
    except (UnicodeDecodeError, OSError) as error:
        raise PollError("a body must be UTF-8 and complete") from error
    packets: list[str] = text.split(SEPARATOR, MAX_PACKETS)
    if len(packets) > MAX_PACKETS:
        raise PollError("too many packets in one body")
    return packets
