"""Has the disk take the bytes of a growing file early, in small parts.

A system gathers written bytes in memory. When a file of a gigabyte is then synced, a disk is busy with it for a second,
and every commit of the database waits behind it: nobody's message arrives meanwhile. With this, at most AHEAD_BYTES of
a file are not on the disk yet. Only Linux has such a call; elsewhere the sync at the end writes all of it.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable

PART_BYTES = 2 << 20  # the disk begins with so much at once
AHEAD_BYTES = 8 << 20  # the writer waits when the disk is so far behind
WAIT_BEFORE, WRITE, WAIT_AFTER = 1, 2, 4  # of sync_file_range(2)
LOST = frozenset({errno.EIO, errno.ENOSPC, errno.EDQUOT})  # a disk that did not take bytes; others: no such call here

SyncRange = Callable[[int, int, int, int], int]


def _sync_range() -> SyncRange | None:
    """Returns sync_file_range, which waits for bytes only, and not for the journal and the cache of the disk."""
    if sys.platform != "linux":
        return None
    try:
        found = ctypes.CDLL(None, use_errno=True).sync_file_range
    except (OSError, AttributeError):  # a C library without it
        return None
    found.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]
    found.restype = ctypes.c_int
    return found


sync_range = _sync_range()


class EarlyWriting:
    """Follows one open file, whose descriptor is FILE and which has OFFSET bytes. Its method runs in a thread."""

    def __init__(self, file: int, offset: int) -> None:
        self._file = file
        self._begun = self._awaited = offset

    def grown_to(self, offset: int) -> None:
        """Notes that the file has OFFSET bytes now; may wait for the disk.

        Raises OSError when the disk did not take bytes of before. The system tells that once: a sync that is asked
        later, on another descriptor, would succeed.
        """
        if offset - self._begun < PART_BYTES:
            return
        self._sync(self._begun, offset, WRITE)
        self._begun = offset
        if offset - AHEAD_BYTES > self._awaited:
            self._sync(self._awaited, offset - AHEAD_BYTES, WAIT_BEFORE | WRITE | WAIT_AFTER)
            self._awaited = offset - AHEAD_BYTES

    def _sync(self, start: int, end: int, how: int) -> None:
        if sync_range is not None and sync_range(self._file, start, end - start, how):
            number = ctypes.get_errno()
            if number in LOST:
                raise OSError(number, os.strerror(number))
