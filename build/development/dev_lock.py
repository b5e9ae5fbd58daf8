"""Locks a file, so that one process at a time sets up or builds something."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from development.dev_progress import say


@contextlib.contextmanager
def alone(file: Path, busy: str) -> Iterator[None]:
    """Locks the file for the `with` block, and prints `busy` when it has to wait.

    Programs that are started with `close_fds=False` hold the lock too, because pip goes on when dev.py is killed.
    """
    file.parent.mkdir(exist_ok=True)
    with file.open("a+") as held:
        hold(held.fileno(), busy)
        os.set_inheritable(held.fileno(), True)
        yield


if sys.platform == "win32":
    import msvcrt

    def hold(descriptor: int, busy: str) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # gives up after 10 s, so ask again
                return
            except OSError:
                say(busy)
else:
    import fcntl

    def hold(descriptor: int, busy: str) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(busy)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
