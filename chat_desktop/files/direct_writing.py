"""Writes a growing file past the system's cache, where the system and the disk can.

What lies in the cache has to be brought to the disk by somebody, in large pieces, and each commit of the database
waits behind them. Written past it, a piece is on its way to the disk at once, and few bytes are on the way at any time:
beside two uploads half of all syncs of a few kB took 1 ms in place of 6, while the uploads were three times as fast.
"""

import errno
import mmap
import os
from collections.abc import Callable
from pathlib import Path

BLOCK_BYTES = 4_096  # the blocks of disks have this size, or divide it: a piece begins and ends with one
PIECE_BYTES = 262_144  # written at once; larger ones are no faster, and each open upload holds as much memory
# The file system has no such way, or not for these blocks.
REFUSED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})

Written = Callable[[memoryview], object]


class DirectWriting:
    """Gathers the bytes for one file in whole blocks. Its methods run in threads, one at a time."""

    def __init__(self, path: Path, file: int, offset: int) -> None:
        """FILE is a descriptor of the file PATH, for reading and writing; the file has OFFSET bytes.

        Raises OSError where files cannot be written in this way."""
        if not hasattr(os, "O_DIRECT"):
            raise OSError(errno.ENOTSUP, "no such way here")
        self._file = file
        self._kept = offset % BLOCK_BYTES  # so many of the gathered bytes are in the file already
        self._start = offset - self._kept  # where they belong
        self._filled = self._kept
        self.is_refused = False  # whether the file system has turned out not to take such pieces
        self._space = memoryview(mmap.mmap(-1, PIECE_BYTES))  # it begins with a page, as the system demands
        self._space[: self._kept] = os.pread(file, self._kept, self._start)
        self._direct = os.open(path, os.O_WRONLY | os.O_DIRECT)

    @property
    def in_hand(self) -> int:
        """How many bytes are gathered that are not in the file yet."""
        return self._filled - self._kept

    def write(self, piece: memoryview, written: Written) -> None:
        """Takes bytes, and calls WRITTEN with those that are in the file. Raises OSError; what was not told is lost."""
        while piece:
            count = min(len(piece), PIECE_BYTES - self._filled)
            self._space[self._filled : self._filled + count] = piece[:count]
            self._filled += count
            piece = piece[count:]
            if self._filled == PIECE_BYTES:
                self._write_all(written)

    def settle(self, written: Written) -> None:
        """Writes what is no whole piece. Raises OSError as `write` does."""
        start, end, self._filled = self._kept, self._filled, self._kept
        while start < end:
            count = os.pwrite(self._file, self._space[start:end], self._start + start)
            written(self._space[start : start + count])
            start += count
            self._kept = self._filled = start

    def close(self) -> None:
        """Drops what was not written."""
        os.close(self._direct)

    def _write_all(self, written: Written) -> None:
        if not self._write_directly(written):
            self.settle(written)  # a disk that is nearly full has taken a part
        self._start += PIECE_BYTES
        self._kept = self._filled = 0

    def _write_directly(self, written: Written) -> bool:
        """Returns whether the file has the whole piece."""
        try:
            count = os.pwrite(self._direct, self._space, self._start)
        except OSError as problem:
            if problem.errno not in REFUSED:
                self._filled = self._kept
                raise
            self.is_refused = True
            return False
        if count > self._kept:
            written(self._space[self._kept : count])
            self._kept = count
        return count == PIECE_BYTES
