"""Encodes and decodes WebSocket frames (RFC 6455). Frames that are too large are refused before they are in memory.

Why not wsproto after the handshake: its two state machines take several kB a connection and some 20 us a
message, and they unpack what we refuse. What is left when extensions and binary are not spoken is this page.
"""

import struct

MAX_IN_BYTES = 131_072  # bytes of one inbound message
MAX_FRAGMENTS = 128  # frames of one inbound message; browsers send one or two

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA

NORMAL, GOING_AWAY, PROTOCOL_ERROR, UNSUPPORTED = 1000, 1001, 1002, 1003
BAD_TEXT, POLICY, TOO_BIG, INTERNAL, RESTARTING, TRY_LATER = 1007, 1008, 1009, 1011, 1012, 1013

_NOTHING = b""


class FrameError(Exception):
    """The peer has violated the protocol or a limit. `code` is the close code with which the server answers."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def frame(opcode: int, body: bytes) -> bytes:
    """Returns one complete unmasked frame (RFC 6455, 5.2), which is the same for every recipient."""
    return frame_head(opcode, len(body)) + body


def frame_head(opcode: int, size: int) -> bytes:
    first = 0x80 | opcode
    if size < 126:
        return struct.pack("!BB", first, size)
    if size < 65_536:
        return struct.pack("!BBH", first, 126, size)
    return struct.pack("!BBQ", first, 127, size)


def message_frame(payload: str | bytes) -> bytes:
    return frame(TEXT, payload.encode()) if isinstance(payload, str) else frame(BINARY, payload)


def close_frame(code: int, reason: str = "") -> bytes:
    """Returns a close frame. `reason` is cut to 123 bytes of UTF-8, so that it fits into a control frame."""
    return frame(CLOSE, struct.pack("!H", code) + reason.encode()[:123])


class Reader:
    """Decodes the bytes of one client into messages. It holds no memory between two complete messages."""

    __slots__ = ("_fragments", "_need", "_parts", "_rest")

    def __init__(self) -> None:
        self._rest: bytearray | None = None  # the beginning of a frame that has not arrived completely
        self._need = 0  # the number of bytes that `_rest` must have before it is parsed again
        self._parts: bytearray | None = None  # the fragments of a message so far
        self._fragments = 0

    def feed(self, data: bytes) -> list[tuple[int, str | bytes]]:
        """Returns the (opcode, payload) of every message that `data` completes. The payload of a text message is `str`.

        Raises FrameError when the connection must be closed; the messages before the error are lost then.
        """
        view: bytes | bytearray = data
        if self._rest is not None:
            self._rest += data
            view = self._rest
            if len(view) < self._need:
                return []
        messages: list[tuple[int, str | bytes]] = []
        position = self._parse(view, messages)
        self._keep(view, position)
        return messages

    def _keep(self, view: bytes | bytearray, position: int) -> None:
        if position == len(view):
            self._rest = None
        elif view is self._rest:
            del self._rest[:position]
        else:
            self._rest = bytearray(view[position:])
        self._need -= position

    def _parse(self, view: bytes | bytearray, messages: list[tuple[int, str | bytes]]) -> int:
        position, end = 0, len(view)
        while True:
            self._need = position + 2
            if end < self._need:
                return position
            first, length = view[position], self._length(view, position)
            body = self._need  # where the mask begins, or the end of a length that has not arrived
            if length < 0:
                return position
            self._check(first, length)
            self._need = body + 4 + length
            if end < self._need:
                return position
            mask = view[body : body + 4]
            payload = _unmask(mask, view[body + 4 : self._need])
            position = self._need
            self._take(first, payload, messages)

    def _length(self, view: bytes | bytearray, position: int) -> int:
        """Returns the length of the frame and sets `_need` to the end of its header; -1 while it is incomplete."""
        second = view[position + 1]
        if not second & 0x80:
            raise FrameError(PROTOCOL_ERROR, "A client's frames must be masked.")
        length = second & 0x7F
        if length < 126:
            return length
        wide = 2 if length == 126 else 8
        self._need += wide
        if len(view) < self._need:
            return -1
        return int.from_bytes(view[self._need - wide : self._need], "big")

    def _check(self, first: int, length: int) -> None:
        """Raises FrameError when the header of a frame is not allowed, before its body is received."""
        opcode = first & 0x0F
        if first & 0x70:
            raise FrameError(PROTOCOL_ERROR, "Reserved bits must not be set.")
        if opcode in (CLOSE, PING, PONG):
            if length > 125 or not first & 0x80:
                raise FrameError(PROTOCOL_ERROR, "A control frame must be short and complete.")
            return
        if opcode == BINARY:
            raise FrameError(UNSUPPORTED, "Only text is accepted here.")
        if opcode not in (CONTINUATION, TEXT) or (opcode == TEXT) is not (self._parts is None):
            raise FrameError(PROTOCOL_ERROR, "This frame isn't allowed at this point.")
        if length + (0 if self._parts is None else len(self._parts)) > MAX_IN_BYTES:
            raise FrameError(TOO_BIG, "A message can have at most 131072 bytes.")

    def _take(self, first: int, payload: bytes, messages: list[tuple[int, str | bytes]]) -> None:
        opcode, final = first & 0x0F, first & 0x80
        if opcode >= CLOSE:
            messages.append((opcode, payload))
        elif final and self._parts is None:
            messages.append((TEXT, _text(payload)))
        else:
            self._join(payload)
            if final:
                whole, self._parts = self._parts, None
                messages.append((TEXT, _text(whole or _NOTHING)))

    def _join(self, payload: bytes) -> None:
        if self._parts is None:
            self._parts, self._fragments = bytearray(), 0
        self._fragments += 1
        if self._fragments > MAX_FRAGMENTS:
            raise FrameError(POLICY, "This message comes in too many pieces.")
        self._parts += payload


def _unmask(mask: bytes | bytearray, body: bytes | bytearray) -> bytes:
    """Returns `body` XOR the repeated mask, computed with one large integer: 0.3 us for a short message."""
    size = len(body)
    key = (bytes(mask) * (size // 4 + 1))[:size]
    return (int.from_bytes(body, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


def _text(payload: bytes | bytearray) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise FrameError(BAD_TEXT, "Text must be UTF-8.") from None


def close_code(payload: bytes) -> int:
    """Returns the code of a peer's close frame, or NORMAL if it has none. Raises FrameError when it is not allowed."""
    if not payload:
        return NORMAL
    code = int.from_bytes(payload[:2], "big")
    known = 1000 <= code <= 1014 and code not in (1004, 1005, 1006)
    if len(payload) == 1 or not (known or 3000 <= code <= 4999):
        raise FrameError(PROTOCOL_ERROR, "There is no such close code.")
    _text(payload[2:])
    return code
