"""Standard output and standard error: what they can take, and what comes to them that is not ours."""

import contextlib
import os
import sys
from typing import IO, Any


def set_up() -> None:
    """What is written there never fails for want of a character.

    Into a pipe or a file Windows writes in the code page of the eighties, and the reader takes it for UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's own stream has none; some programs have no stream
        if reconfigure is not None:
            reconfigure(**_encoding(stream, sys.platform))


def _encoding(stream: Any, platform: str) -> dict[str, str]:
    if platform == "win32" and not stream.isatty():
        return {"encoding": "utf-8", "errors": "replace"}
    return {"errors": "replace"}


def print_line(text: str) -> None:
    """On standard output, where there is one. A terminal that has gone away does not end the office."""
    if sys.stdout is None:
        return
    try:
        print(text, flush=True)
    except (OSError, ValueError):
        _forget_stdout()


def _forget_stdout() -> None:
    """What could not be written is still in the buffer, and would fail again at the very end, with a status of its
    own."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def print_error(sentence: str) -> None:
    """On standard error, where there is one."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)


class RedirectedStderr:
    """File descriptor 2 of the process leads into a file; `sys.stderr` still leads to the terminal.

    The window's libraries (Qt, Chromium, the graphics driver, D-Bus) write there past Python, in terms that help nobody
    who has just installed a chat. What they say last before they abort is in the file too: no pipe is between.
    """

    def __init__(self) -> None:
        self._active = False

    def begin(self, file: IO[Any] | None) -> None:
        """Not on Windows: a program with windows has no standard error there, and an open file cannot be renamed."""
        if os.name == "nt" or self._active or sys.stderr is None:
            return
        try:
            sys.stderr.flush()
            terminal = os.dup(2)
        except (OSError, ValueError):
            return
        sys.stderr = os.fdopen(terminal, "w", buffering=1, encoding=sys.stderr.encoding, errors="backslashreplace")
        self._active = True
        self.follow(file)

    def follow(self, file: IO[Any] | None) -> None:
        """Into this file from now on, after the log was begun anew."""
        if self._active and file is not None:
            os.dup2(file.fileno(), 2)
