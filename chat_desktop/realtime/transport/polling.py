"""The fall-back for networks that break WebSockets: what waits for the next poll, and what a poll may bring."""

import re
from typing import Any

from engineio.packet import Packet
from gevent.event import Event

from chat_desktop.realtime.transport.frames import MAX_IN_BYTES
from chat_desktop.realtime.transport.outbox import MAX_OUT_BYTES

MAX_PACKETS = 1_000  # packets of one body; the browser's client sends all it has in one, so a small bound cuts it off
POLL_PACKETS = 16  # packets of one answer: python-engineio's client takes no more
SEPARATOR = "\x1e"


class PollError(Exception):
    """A poll that breaks the protocol or a bound."""


class PollingQueue:
    """Packets for a connection that polls. The same rule as a WebSocket's backlog: too much unread, and it is cut."""

    __slots__ = ("_ready", "_size", "closing", "packets", "polled")

    def __init__(self) -> None:
        self.packets: list[Packet] = []
        self.polled = False  # somebody waits for packets
        self.closing = False  # the next poll is the last
        self._size = 0
        self._ready: Event | None = None

    def post(self, packet: Packet) -> None:
        self.packets.append(packet)
        self._size += _size(packet)
        self.wake()

    def post_all(self, packets: list[Packet], joined: list[bytes]) -> None:
        for packet in packets:
            self.post(packet)

    def overflows(self) -> bool:
        return self._size > MAX_OUT_BYTES and len(self.packets) > 1

    def wake(self) -> None:
        if self._ready is not None:
            self._ready.set()

    def take(self) -> list[Packet]:
        """The oldest that one answer may carry."""
        packets, self.packets = self.packets[:POLL_PACKETS], self.packets[POLL_PACKETS:]
        self._size -= sum(map(_size, packets))
        return packets

    def wait(self, seconds: float) -> list[Packet]:
        """Blocks the poll's greenlet until there is something. Empty when `seconds` have passed or `wake` was called
        for another reason. Raises PollError when another poll waits already: their packets would be out of order."""
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
    """The encoded packets of a POST, read only when its length is known and within the bound. Raises PollError."""
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
