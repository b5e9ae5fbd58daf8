"""Implements a WebSocket client for asyncio that is fast enough for hundreds of connections."""

import asyncio
import base64
import os
import struct
from collections.abc import Callable

OPCODE, FINAL, MASKED = 0x0F, 0x80, 0x80
TEXT, CLOSE = 1, 8
# All zeros leave the bytes as they are: a test has nothing to hide from a proxy.
MASK = b"\0\0\0\0"


class AsyncioWebSocket(asyncio.Protocol):
    """`heard(text)` for every message; `over` is done when the connection is, with the close code or None."""

    def __init__(self, host: str, cookie: str, heard: Callable[[str], None]) -> None:
        """`host` is the value of the Host header, which may differ from the address of a proxy."""
        self._host, self._cookie, self._heard = host, cookie, heard
        self.over: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self.status = 0
        self._code: int | None = None
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.status and not self._take_head():
            return
        if self.status != 101:
            self.drop()
            return
        self._take_frames()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(self._code)

    def send(self, text: str) -> None:
        """Sends a text message. Does nothing when the connection is closed."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(frame(text.encode()))

    def drop(self) -> None:
        """Aborts the connection without a close frame."""
        if self._transport is not None:
            self._transport.abort()

    def pause(self) -> None:
        """Stops reading, like the page of a computer that sleeps."""
        assert self._transport is not None
        self._transport.pause_reading()

    def resume(self) -> None:
        """Reads again after `pause`."""
        assert self._transport is not None
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def _request(self) -> bytes:
        return (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: {self._host}\r\nOrigin: http://{self._host}\r\nCookie: {self._cookie}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        ).encode()

    def _take_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        self.status = int(self._buffer[9:12])
        del self._buffer[: end + 4]
        return True

    def _take_frames(self) -> None:
        buffer, at = self._buffer, 0
        while (found := _measure(buffer, at)) is not None:
            start, end = found
            opcode = buffer[at] & OPCODE
            if opcode == TEXT:
                self._heard(buffer[start:end].decode())
            elif opcode == CLOSE:
                self._code = int.from_bytes(buffer[start : start + 2], "big")
                self.drop()
                return
            at = end
        del buffer[:at]


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True) -> bytes:
    """Returns a frame as a client sends it, with a mask."""
    first, size = opcode | (FINAL if final else 0), len(payload)
    if size < 126:
        return struct.pack("!BB", first, MASKED | size) + MASK + payload
    if size < 65_536:
        return struct.pack("!BBH", first, MASKED | 126, size) + MASK + payload
    return struct.pack("!BBQ", first, MASKED | 127, size) + MASK + payload


def _measure(buffer: bytearray, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at AT begins and ends, if all of it is here. The host's frames have no mask."""
    have = len(buffer) - at
    if have < 2:
        return None
    size, start = buffer[at + 1] & 0x7F, at + 2
    if size >= 126:
        wide = 2 if size == 126 else 8
        if have < 2 + wide:
            return None
        start += wide
        size = int.from_bytes(buffer[at + 2 : start], "big")
    return (start, start + size) if len(buffer) >= start + size else None
