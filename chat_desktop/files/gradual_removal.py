"""Removes large files in steps, so that the disk has time for other work in between.

A file system that tells its disk at once which blocks are free (`discard`) does that in a commit of its journal, and
each commit of the database waits behind it: when two files of 1 GiB were removed, nobody's message arrived for 0.3 s.
In steps of 16 MiB a commit waited for 5 ms at most. Only Linux tells whether somebody still reads a file; elsewhere a
file is removed at once.
"""

import os
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

from chat_desktop import background

if sys.platform == "linux":
    from fcntl import F_SETLEASE, F_UNLCK, F_WRLCK, fcntl

SMALL_BYTES = 1 << 20  # removed at once
STEP_BYTES = 16 << 20
PAUSE_SECONDS = 0.02  # after a step
MOST_WAITING = 64  # files, which stay open so long


class GradualRemoval:
    """Removes files; used in any thread. A thread of its own frees their space as long as there is some to free."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[int] = deque()  # the descriptors of files that have no name any more

    def remove(self, path: Path) -> None:
        """Removes a file, if it is there, and frees its space soon. It does not block. Raises OSError."""
        file = _opened(path)
        try:
            path.unlink(missing_ok=True)
        except OSError:
            if file is not None:
                os.close(file)
            raise
        if file is not None:
            self._free_later(file)

    def await_room(self) -> None:
        """Waits until the space of nearly all removed files is free. Whoever removes very many calls it in between."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._waiting) < MOST_WAITING)

    def _free_later(self, file: int) -> None:
        with self._changed:
            if len(self._waiting) >= MOST_WAITING:
                os.close(file)  # which frees it at once
                return
            self._waiting.append(file)
            if len(self._waiting) > 1:
                return  # the thread runs
        try:
            background.start("removal", self._free)
        except RuntimeError:  # the system has no thread for it
            self._free()

    def _free(self) -> None:
        is_more = True
        while is_more:
            file = self._waiting[0]
            with suppress(Exception):  # closing it frees the rest; those that wait for room must not wait for ever
                _shrink(file)
            os.close(file)
            with self._changed:
                self._waiting.popleft()
                is_more = bool(self._waiting)
                self._changed.notify_all()


def _opened(path: Path) -> int | None:
    """Returns a descriptor of a file that is to be freed in steps."""
    if sys.platform != "linux":
        return None
    with suppress(OSError):
        if path.stat().st_size > SMALL_BYTES:
            return os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    return None


def _shrink(file: int) -> None:
    """Raises OSError, also when the file has another name or somebody reads it, who may do that to its end."""
    if os.fstat(file).st_nlink:
        return
    if sys.platform == "linux":
        fcntl(file, F_SETLEASE, F_WRLCK)  # is refused while the file is open elsewhere; without a name it stays alone
        fcntl(file, F_SETLEASE, F_UNLCK)
    size = os.fstat(file).st_size
    while size:
        step = min(size, STEP_BYTES)
        size -= step
        os.ftruncate(file, size)
        time.sleep(PAUSE_SECONDS * step / STEP_BYTES)


_removal = GradualRemoval()
remove, await_room = _removal.remove, _removal.await_room
