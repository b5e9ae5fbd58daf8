"""The types by which routes hand large bodies over to the HTTP server, which moves their bytes in threads of its own.

A route returns `Response(FileRange(...), direct_passthrough=True)` or `Response(ByteStream(...), ...)` with all headers
of its own. It receives a large body by `request.environ[BODY]`, which is there only for the routes to which the host
gives a limit above that of ordinary bodies.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

BODY = "chat_desktop.body"
BLOCK_BYTES = 65_536

IsAllowed = Callable[[], bool]
Stamp = tuple[int, int, int]


def stamp_of(found: os.stat_result) -> Stamp:
    """Returns what changes with the content of a file."""
    return found.st_ino, found.st_mtime_ns, found.st_size


def always() -> bool:
    """Allows a transfer to go on until it ends."""
    return True


@dataclass(frozen=True, slots=True)
class FileRange:
    """The bytes of the file PATH from START up to, and without, STOP, as the body of a response.

    The route states `Content-Length: stop - start`. `is_allowed()` is called on the hub at least each second and may
    block its greenlet; the connection is closed when it returns False or raises. `stamp` is that of the file if the
    route has just asked for it."""

    path: Path
    start: int
    stop: int
    is_allowed: IsAllowed = always
    stamp: Stamp | None = None

    def __iter__(self) -> Iterator[bytes]:
        """Yields the bytes, for servers that do not know this class, such as Werkzeug's test client."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            left = self.stop - self.start
            while left and (block := file.read(min(left, BLOCK_BYTES))):
                left -= len(block)
                yield block


@dataclass(frozen=True, slots=True)
class ByteStream:
    """A body of which each piece is made in a thread when the client has taken the one before it.

    `next(pieces)` and `pieces.close()` run in changing threads, one at a time, and must not use the hub. Pieces should
    have about BLOCK_BYTES. Without a `Content-Length` of the route the body is sent in chunks. `is_allowed` as in
    FileRange."""

    pieces: Iterator[bytes]
    is_allowed: IsAllowed = always

    def __iter__(self) -> Iterator[bytes]:
        """Yields the pieces, for servers that do not know this class."""
        return self.pieces


class BodyReceiver(Protocol):
    """Receives the body of one request on the hub. `size` is what its Content-Length states."""

    size: int

    def receive(self, write: Callable[[memoryview], Any], limit: int, is_allowed: IsAllowed = always) -> int:
        """Calls `write(piece)` in a thread for each piece of the body, one after the other, and returns their bytes.

        Blocks the calling greenlet only. `write` has to use the piece before it returns. The result is less than `size`
        when the connection was cut, or the client was too slow, or `is_allowed()`, which is asked each second, returned
        False. Raises TooLarge when `size` exceeds LIMIT, RateLimited when too many transfers run, and what `write`
        raises; nothing more is read then."""

    def cut(self) -> None:
        """Ends the connection: a running `receive` returns soon with the bytes that it has written."""

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Runs a function that reads or writes files in a thread, and returns its result or raises its error."""
