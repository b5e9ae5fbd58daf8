"""Sends a file or a stream of bytes as the body of a response: a greenlet waits for the socket, a lane sends.

A slow client costs its greenlet, its socket and BLOCK_BYTES at most."""

import contextlib
import errno
from collections.abc import Hashable, Iterator
from typing import Any, Protocol

from gevent.socket import wait_write

from chat_desktop.file_transfer import BLOCK_BYTES, ByteStream, FileRange, IsAllowed
from chat_desktop.network.transfers.lanes import Lanes
from chat_desktop.network.transfers.permission import ASK_SECONDS, Permission
from chat_desktop.network.transfers.places import Place, Places
from chat_desktop.network.transfers.turns import Turn
from chat_desktop.network.transfers.wire import BLOCKED, Wire, wire_of

MOVE_BYTES = 8 << 20  # sent by a lane at once, before another account has its turn
# Some file systems, such as those of network disks, have no `sendfile`.
NO_SENDFILE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
UNREAD_SECONDS = 15.0  # a client that takes no byte for so long is disconnected


class TransferCutError(OSError):
    """The transfer ended before its last byte, because it was not allowed any more or its client took nothing."""


class Source(Protocol):
    """What is sent. Its methods run in a lane."""

    def open(self) -> None:
        """Prepares the first `move`. Raises OSError when there is nothing to send."""

    def move(self, wire: Wire) -> bool | None:
        """Sends what the socket takes. Returns True at the end, False when the socket is full, None in between."""

    def close(self) -> None:
        """Frees what `open` has opened."""


class FileSource:
    """A range of a file."""

    def __init__(self, wanted: FileRange) -> None:
        self._wanted, self._at = wanted, wanted.start
        self._pending = memoryview(b"")
        self._file: Any = None
        self._in_blocks = False

    def open(self) -> None:
        """Opens the file. Raises OSError, also when it is shorter than the range."""
        self._file = self._wanted.path.open("rb", buffering=0)
        if self._file.seek(0, 2) < self._wanted.stop:
            raise OSError(f"{self._wanted.path.name} is shorter than it should be")

    def move(self, wire: Wire) -> bool | None:
        """Sends at most MOVE_BYTES. Raises OSError when the connection has ended or the file cannot be read."""
        limit = min(self._at + MOVE_BYTES, self._wanted.stop)
        is_full = False
        while self._at < limit and not is_full:
            wanted, sent = limit - self._at, self._send(wire, limit)
            if sent == BLOCKED:
                return False
            self._at += sent
            # The client takes byte after byte: to wait for much space needs fewer calls than to fill each little one.
            is_full = sent < wanted and self._is_sent_by_system(wire)
        if self._at == self._wanted.stop:
            return True
        return False if is_full else None

    def read(self) -> bytes:
        """Opens, reads and closes the file, for a range that is small."""
        try:
            self.open()
            self._file.seek(self._at)
            return bytes(self._file.read(self._wanted.stop - self._at))
        finally:
            self.close()

    def close(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()

    def _is_sent_by_system(self, wire: Wire) -> bool:
        return wire.sends_files and not self._in_blocks

    def _send(self, wire: Wire, limit: int) -> int:
        if not self._is_sent_by_system(wire):
            return self._send_block(wire, limit)
        try:
            sent = wire.send_file(self._file.fileno(), self._at, limit - self._at)
        except OSError as error:
            if error.errno not in NO_SENDFILE:
                raise
            self._in_blocks = True
            return self._send_block(wire, limit)
        return sent or _too_short()

    def _send_block(self, wire: Wire, limit: int) -> int:
        if not self._pending:
            # `os.pread` does not exist on Windows.
            self._file.seek(self._at)
            self._pending = memoryview(self._file.read(min(BLOCK_BYTES, limit - self._at)))
            if not self._pending:
                _too_short()
        sent = wire.send(self._pending)
        if sent != BLOCKED:
            self._pending = self._pending[sent:]
        return sent


class StreamSource:
    """Pieces that are made while they are sent. `is_chunked` tells whether HTTP needs their lengths."""

    def __init__(self, pieces: Iterator[bytes], is_chunked: bool) -> None:
        self._pieces, self._is_chunked = pieces, is_chunked
        self._pending = memoryview(b"")
        self._has_ended = False

    def open(self) -> None:
        """Makes the first piece, so that an error of the first piece can still be answered."""
        self._fill()

    def move(self, wire: Wire) -> bool | None:
        """Sends at most MOVE_BYTES. Raises OSError, and what making a piece raises."""
        left = MOVE_BYTES
        while left > 0:
            if not self._pending:
                self._fill()
            if not self._pending:
                return True
            sent = wire.send(self._pending)
            if sent == BLOCKED:
                return False
            self._pending = self._pending[sent:]
            left -= sent
        return None

    def close(self) -> None:
        """Ends the generator."""
        self._pending = memoryview(b"")
        getattr(self._pieces, "close", lambda: None)()

    def _fill(self) -> None:
        if self._has_ended:
            return
        piece = next((piece for piece in self._pieces if piece), b"")
        self._has_ended = not piece
        if self._is_chunked:
            piece = b"%x\r\n%b\r\n" % (len(piece), piece)  # the last one is empty and ends the body
        self._pending = memoryview(piece)


class Sending:
    """Sends one source through the socket SOCK for ACCOUNT. `is_allowed()` is asked each second."""

    def __init__(self, sock: Any, lanes: Lanes, account: Hashable, source: Source, is_allowed: IsAllowed) -> None:
        self._sock, self._lanes, self._account = sock, lanes, account
        self._source, self._permission = source, Permission(is_allowed)
        self._wire = wire_of(sock)

    def open(self) -> None:
        """Opens the source in a lane. Raises what that raises."""
        self._lanes.run(self._account, self._source.open)

    def run(self, places: Places, place: Place) -> None:
        """Sends everything. Raises TransferCutError when it is not allowed any more or the client takes nothing, other
        kinds of OSError when the connection ends, and what reading or making the bytes raises."""
        unread = 0.0
        while True:
            if not self._permission.holds():
                raise TransferCutError("the transfer is not allowed any more")
            state = self._lanes.run(self._account, self._move)
            if state:
                return
            if state is not None and not self._wait(places, place):
                unread += ASK_SECONDS
                if unread >= UNREAD_SECONDS:
                    raise TransferCutError("the client takes nothing")
                continue
            unread = 0.0
            places.note_waiting(place, False)

    def close(self) -> None:
        """Closes the source in a lane."""
        self._lanes.run(self._account, self._source.close)

    def _move(self) -> bool | None:
        """Sends during one turn of a lane. Returns and raises what Source.move does."""
        turn = Turn(self._lanes, self._sock)
        while True:
            state = self._source.move(self._wire)
            if state or not turn.goes_on() or (state is False and not turn.becomes_ready(is_sending=True)):
                return state

    def _wait(self, places: Places, place: Place) -> bool:
        """Waits until the socket takes bytes, and returns False when it does not within ASK_SECONDS."""
        places.note_waiting(place, True)
        with contextlib.suppress(TimeoutError):
            wait_write(self._sock.fileno(), timeout=ASK_SECONDS)
            return True
        return False


def source_of(wanted: FileRange | ByteStream, is_chunked: bool) -> Source:
    """Returns the source of a body."""
    return FileSource(wanted) if isinstance(wanted, FileRange) else StreamSource(wanted.pieces, is_chunked)


def _too_short() -> int:
    raise OSError("a file has become shorter while it was sent")
