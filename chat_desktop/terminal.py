"""Writes to standard output and standard error, and redirects the output of libraries to the log."""

import contextlib
import os
import sys
from typing import IO, Any

# The launchers of GNOME, XFCE and others set this to the process that they start, and pass their own terminal on to it.
_LAUNCHED_PROCESS = "GIO_LAUNCHED_DESKTOP_FILE_PID"


def set_up() -> None:
    """Replaces characters that the terminal cannot show, so that output never fails.

    On Windows, output to a pipe or a file is changed to UTF-8, because the default is an old code page.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # missing in streams of tests and in None
        if reconfigure is not None:
            reconfigure(**_encoding(stream, sys.platform))


def _encoding(stream: Any, platform: str) -> dict[str, str]:
    if platform == "win32" and not stream.isatty():
        return {"encoding": "utf-8", "errors": "replace"}
    return {"errors": "replace"}


def is_seen() -> bool:
    """Returns whether the person who started the program sees its output: in a terminal, and not by a double click."""
    if os.environ.get(_LAUNCHED_PROCESS) == str(os.getpid()):
        return False
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return any(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def print_line(text: str) -> None:
    """Prints TEXT to standard output if there is one. A closed terminal is not an error."""
    if sys.stdout is None:
        return
    try:
        print(text, flush=True)
    except (OSError, ValueError):
        _forget_stdout()


def _forget_stdout() -> None:
    """Redirects standard output to the null device.

    Otherwise the buffered text would cause an error and another exit status at the end of the program."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def print_error(sentence: str) -> None:
    """Prints SENTENCE to standard error if there is one."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)


class RedirectedStderr:
    """Redirects file descriptor 2 to a file, while `sys.stderr` still writes to the terminal.

    The window's libraries (Qt, Chromium, the graphics driver, D-Bus) write technical messages directly to descriptor 2.
    No pipe is used, so that the file contains the last messages before an abort too.
    """

    def __init__(self) -> None:
        self._active = False

    def begin(self, file: IO[Any] | None) -> None:
        """Starts the redirection to FILE.

        It does nothing on Windows, where a program with windows has no standard error and an open file cannot be
        renamed."""
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
        """Redirects to another FILE, after the log file has been rotated."""
        if self._active and file is not None:
            os.dup2(file.fileno(), 2)
