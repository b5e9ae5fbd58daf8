"""Keeps the small files that were sent last in memory: when many people scroll a room, all of them get its thumbnails.

Whether a client may have a file is asked before, at each request; here are only bytes. Used on the hub's thread."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from chat_desktop.file_transfer import FileRange, Stamp, stamp_of

MOST_BYTES = 8 << 20  # some 300 thumbnails


class _Held(NamedTuple):
    stamp: Stamp
    data: bytes


class SmallFiles:
    """The bytes of ranges of files. `most` is the limit for all together, in bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._bytes = most, 0
        self._held: OrderedDict[tuple[Path, int, int], _Held] = OrderedDict()  # the least recently sent first

    def read(self, wanted: FileRange, run: Callable[[], bytes]) -> bytes:
        """Returns the bytes of WANTED; `run()` reads those that are not here, or not any more what the file has.

        Raises OSError when there is no such file, and what `run` raises."""
        key, stamp = (wanted.path, wanted.start, wanted.stop), wanted.stamp or stamp_of(wanted.path.stat())
        held = self._held.get(key)
        if held is not None and held.stamp == stamp:
            self._held.move_to_end(key)
            return held.data
        data = run()
        self._drop(key)
        self._held[key] = _Held(stamp, data)
        self._bytes += len(data)
        while self._bytes > self._most:
            self._drop(next(iter(self._held)))
        return data

    def _drop(self, key: tuple[Path, int, int]) -> None:
        held = self._held.pop(key, None)
        if held is not None:
            self._bytes -= len(held.data)
