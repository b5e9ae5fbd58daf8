"""What leaves: frames collected through one turn of the hub's loop, joined once, sent with one call a connection."""

import logging
from collections import deque
from typing import Any, Protocol

from chat_desktop.guard import guarded

log = logging.getLogger(__name__)

MAX_OUT_BYTES = 1 << 20  # bytes one connection may leave unread before it is cut, to come back and sync
SEND_BYTES = 65_536  # bytes offered to the kernel at once when many small chunks have piled up


class Sink(Protocol):
    """A connection as the outbox sees it."""

    frames: list[bytes]
    deadline: float

    def transmit(self, data: bytes, largest: int) -> None: ...
    def abort(self) -> None: ...


class Outbox:
    """The connections with something to write, and those whose time is limited. One for a hub, on its thread alone."""

    def __init__(self, loop: Any) -> None:
        self.loop = loop
        self.timed: set[Sink] = set()
        self._dirty: list[Sink] = []

    def mark(self, sink: Sink) -> None:
        """`sink` has got its first frame of this turn."""
        if not self._dirty:
            self.loop.run_callback(self._close_turn)
        self._dirty.append(sink)

    def expire(self, now: float) -> None:
        """Ends those that have had their time."""
        for sink in [sink for sink in self.timed if sink.deadline <= now]:
            guarded("Ending a connection", sink.abort)

    def _close_turn(self) -> None:
        # Once more to the end of the line: whoever was woken before this answers first, and leaves with it.
        self.loop.run_callback(self._flush)

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty, []
        joined: dict[tuple[int, ...], bytes] = {}  # people in one room mostly get the same frames: join those once
        for sink in dirty:
            frames, sink.frames = sink.frames, []
            try:
                if len(frames) == 1:
                    sink.transmit(frames[0], len(frames[0]))
                elif frames:
                    _transmit_joined(sink, frames, joined)
            except Exception:
                # The others of this turn are served now or never: who has frames is not marked again.
                log.exception("A connection could not be written to")
                guarded("Ending that connection", sink.abort)


def _transmit_joined(sink: Sink, frames: list[bytes], joined: dict[tuple[int, ...], bytes]) -> None:
    key = tuple(map(id, frames))
    data = joined.get(key)
    if data is None:
        data = joined[key] = b"".join(frames)
    sink.transmit(data, 0 if len(data) <= MAX_OUT_BYTES else max(map(len, frames)))


def join_frames(frames: list[bytes]) -> list[bytes]:
    """Frames that go the same way, in chunks of SEND bytes or one frame: a chunk is dropped whole when somebody is cut,
    and one that were larger than the bound would count as a single long answer."""
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
    """What the kernel has not taken yet, in order and bounded. It shares the joined bytes with everyone else's."""

    __slots__ = ("_allowed", "_chunks", "_sent", "size")

    def __init__(self) -> None:
        self._chunks: deque[bytes] = deque()
        self._sent = 0  # bytes of the first chunk that are gone
        self._allowed = MAX_OUT_BYTES
        self.size = 0

    def add(self, data: bytes, largest: int) -> bool:
        """False when that is more than may wait. A single frame larger than the bound (a long answer) raises it
        until everything has left: what piles up behind it tells a stalled reader from a busy one."""
        if largest > MAX_OUT_BYTES:
            self._allowed = max(self._allowed, MAX_OUT_BYTES + largest)
        self._chunks.append(data)
        self.size += len(data)
        return self.size <= self._allowed

    def head(self) -> memoryview:
        if not self._sent and len(self._chunks) > 1:
            self._join_small()
        return memoryview(self._chunks[0])[self._sent :]

    def took(self, sent: int) -> None:
        """The kernel took `sent` bytes of the head."""
        self.size -= sent
        self._sent += sent
        if self._sent == len(self._chunks[0]):
            self._chunks.popleft()
            self._sent = 0

    def keep_only_started(self) -> None:
        """Drops every chunk that has not begun to leave: what is left ends at the end of a frame."""
        while len(self._chunks) > bool(self._sent):
            self._chunks.pop()
        self.size = len(self._chunks[0]) - self._sent if self._chunks else 0

    def _join_small(self) -> None:
        few, size = [], 0
        while self._chunks and size < SEND_BYTES:
            few.append(self._chunks.popleft())
            size += len(few[-1])
        self._chunks.appendleft(b"".join(few))
