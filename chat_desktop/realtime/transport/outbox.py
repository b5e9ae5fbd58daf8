"""Collects the frames that are sent in one iteration of the event loop, and sends them with one call per connection."""

import logging
from collections import deque
from typing import Any, Protocol

from chat_desktop.error_guard import guarded

log = logging.getLogger(__name__)

MAX_OUT_BYTES = 1 << 20  # unread bytes at which a connection is closed; its page reconnects and synchronises
SEND_BYTES = 65_536  # bytes that are passed to the kernel at once when many small chunks are waiting


class Sink(Protocol):
    """A connection that is written to. `deadline` is in monotonic seconds."""

    frames: list[bytes]
    deadline: float

    def transmit(self, data: bytes, largest: int) -> None: ...
    def abort(self) -> None: ...


class Outbox:
    """The connections that have frames to send (`mark`), and those with a time limit (`timed`).

    There is one for the hub, and it is used on the thread of the hub alone.
    """

    def __init__(self, loop: Any) -> None:
        self.loop = loop
        self.timed: set[Sink] = set()
        self._dirty: list[Sink] = []

    def mark(self, sink: Sink) -> None:
        """Registers a connection that has its first frame of this iteration of the loop."""
        if not self._dirty:
            self.loop.run_callback(self._close_turn)
        self._dirty.append(sink)

    def expire(self, now: float) -> None:
        """Ends the connections whose deadline has passed. `now` is in monotonic seconds."""
        for sink in [sink for sink in self.timed if sink.deadline <= now]:
            guarded("Ending a connection", sink.abort)

    def _close_turn(self) -> None:
        # The flush is queued once more, so that greenlets that are already scheduled can add their frames first.
        self.loop.run_callback(self._flush)

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty, []
        joined: dict[
            tuple[int, ...], bytes
        ] = {}  # connections in one room mostly receive the same frames, which are joined once
        for sink in dirty:
            frames, sink.frames = sink.frames, []
            try:
                if len(frames) == 1:
                    sink.transmit(frames[0], len(frames[0]))
                elif frames:
                    _transmit_joined(sink, frames, joined)
            except Exception:
                # The remaining connections must be served now, because a connection with frames is not marked again.
                log.exception("A connection could not be written to")
                guarded("Ending that connection", sink.abort)


def _transmit_joined(sink: Sink, frames: list[bytes], joined: dict[tuple[int, ...], bytes]) -> None:
    key = tuple(map(id, frames))
    data = joined.get(key)
    if data is None:
        data = joined[key] = b"".join(frames)
    sink.transmit(data, 0 if len(data) <= MAX_OUT_BYTES else max(map(len, frames)))


def join_frames(frames: list[bytes]) -> list[bytes]:
    """Joins frames for the same recipients into chunks of at most SEND_BYTES, or of one frame.

    A closed connection drops whole chunks. A chunk above MAX_OUT_BYTES would count as one long answer.
    """
    chunks: list[bytes] = []
    few: list[bytes] = []
    size = 0
    for frame in frames:
        if few and size + len(frame) > SEND_BYTES:
            chunks.append(b"".join(few))
            few, size = [], 0
        few.append(frame)
        size += len(frame)
    return [*chunks, b"".join(few)] if few else chunks


class Backlog:
    """The bytes that the kernel has not accepted yet, in order. Their number is limited.

    `size` is the number of bytes. Several backlogs share the same bytes objects.
    """

    __slots__ = ("_allowed", "_chunks", "_sent", "size")

    def __init__(self) -> None:
        self._chunks: deque[bytes] = deque()
        self._sent = 0  # bytes of the first chunk that the kernel has accepted
        self._allowed = MAX_OUT_BYTES
        self.size = 0

    def add(self, data: bytes, largest: int) -> bool:
        """Appends `data`, and returns False when more bytes are waiting than allowed.

        `largest` is the size of its longest frame in bytes, or 0. A single frame above MAX_OUT_BYTES (a long answer)
        raises the limit until everything has been sent.
        """
        if largest > MAX_OUT_BYTES:
            self._allowed = max(self._allowed, MAX_OUT_BYTES + largest)
        self._chunks.append(data)
        self.size += len(data)
        return self.size <= self._allowed

    def head(self) -> memoryview:
        """Returns the bytes to send next. Raises IndexError when the backlog is empty."""
        if not self._sent and len(self._chunks) > 1:
            self._join_small()
        return memoryview(self._chunks[0])[self._sent :]

    def took(self, sent: int) -> None:
        """Removes the first `sent` bytes, which the kernel has accepted."""
        self.size -= sent
        self._sent += sent
        if self._sent == len(self._chunks[0]):
            self._chunks.popleft()
            self._sent = 0

    def keep_only_started(self) -> None:
        """Removes every chunk of which nothing was sent. The rest ends at the end of a frame."""
        while len(self._chunks) > bool(self._sent):
            self._chunks.pop()
        self.size = len(self._chunks[0]) - self._sent if self._chunks else 0

    def _join_small(self) -> None:
        few, size = [], 0
        while self._chunks and size < SEND_BYTES:
            few.append(self._chunks.popleft())
            size += len(few[-1])
        self._chunks.appendleft(b"".join(few))
