"""A socket for http.client whose reads end at one deadline, however slowly the other side sends."""

import errno
import io
import os
import socket
import time
from typing import Any


class DeadlineSocket:
    """Sends and receives as STREAM does until DEADLINE, a moment of `time.monotonic`. Then it raises TimeoutError."""

    def __init__(self, stream: socket.socket, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def sendall(self, data: Any) -> None:
        """Raises OSError."""
        self._stream.settimeout(left_until(self._deadline))
        self._stream.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What is received, as a file."""
        return io.BufferedReader(_Reader(self._stream, self._deadline))

    def getsockname(self) -> Any:
        """The own address of the connection."""
        return self._stream.getsockname()

    def close(self) -> None:
        """Does nothing: whoever has made the socket closes it."""


def left_until(deadline: float) -> float:
    """Returns the seconds that are left. Raises TimeoutError when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))  # the log says why
    return left


class _Reader(io.RawIOBase):
    def __init__(self, stream: socket.socket, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._stream.settimeout(left_until(self._deadline))
        return self._stream.recv_into(buffer)
