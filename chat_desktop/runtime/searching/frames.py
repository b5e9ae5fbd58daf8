"""What goes between the host and the process that searches: a line of JSON there, and a head with a body back."""

from enum import IntEnum
from struct import Struct as Layout
from typing import BinaryIO

import msgspec

LINE_BYTES = 1_000_000  # of a question: the head of a request is far smaller
# Fifty messages of the greatest length are some MB.
BODY_BYTES = 64 * 1024**2
# The number of the question, the outcome, the status of HTTP, whether the body is compressed, whether the index is
# damaged, and the bytes of the body.
HEAD = Layout("<IBHBBI")


class Outcome(IntEnum):
    """What became of a question. FAILED comes with the places of the error in the code, for the log.

    NO_SPACE and DAMAGED are about the disk and the database of the office."""

    ANSWERED = 0
    TOO_SLOW = 1
    CANCELLED = 2
    FAILED = 3
    NO_SPACE = 4
    DAMAGED = 5


class Asked(msgspec.Struct, frozen=True):
    """A question. Without `has_index` nothing is found, because the file is being replaced at this moment."""

    number: int
    session_id: str
    given: dict[str, str]
    takes_gzip: bool
    limit_seconds: float
    has_index: bool
    is_late: bool


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line to the process: a question, or the number of one that nobody waits for any more."""

    asked: Asked | None = None
    cancelled: int | None = None


class Reply(msgspec.Struct, frozen=True):
    """What comes back."""

    number: int
    outcome: Outcome
    status: int = 0
    is_compressed: bool = False
    is_damaged: bool = False
    body: bytes = b""


def write_line(stream: BinaryIO, line: Line) -> None:
    """Raises OSError, and ValueError when the stream is closed."""
    stream.write(msgspec.json.encode(line) + b"\n")
    stream.flush()


def read_line(stream: BinaryIO) -> Line | None:
    """Returns the next line, or None when the host is gone. Raises msgspec.ValidationError."""
    line = stream.readline(LINE_BYTES)
    return msgspec.json.decode(line, type=Line) if line.endswith(b"\n") else None


def write_reply(stream: BinaryIO, reply: Reply) -> None:
    """Raises OSError."""
    flags = (reply.is_compressed, reply.is_damaged)
    stream.write(HEAD.pack(reply.number, reply.outcome, reply.status, *flags, len(reply.body)) + reply.body)
    stream.flush()


def read_reply(stream: BinaryIO) -> Reply | None:
    """Returns the next reply, or None when the process is gone, or says what no reply can be. Raises OSError."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    number, outcome, status, is_compressed, is_damaged, size = HEAD.unpack(head)
    if outcome not in set(Outcome) or size > BODY_BYTES:
        return None
    body = stream.read(size)
    if len(body) < size:
        return None
    return Reply(number, Outcome(outcome), status, bool(is_compressed), bool(is_damaged), body)
