"""Writes the bytes of an upload, and counts their hash on the way."""

import contextlib
from pathlib import Path

from blake3 import blake3

from chat_desktop.files.direct_writing import DirectWriting
from chat_desktop.files.early_writing import EarlyWriting

BLOCK_BYTES = 1 << 20
CATCH_UP_BLOCKS = 64  # are read at once, before another person has their turn


class UploadWriter:
    """Appends to the file of one upload. It is used by one request at a time, in threads."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self._path = path
        self._hash = blake3()
        self.offset = 0
        self._direct: DirectWriting | None = None
        path.touch(mode=0o600)

    @property
    def arrived(self) -> int:
        """How many bytes have come, of which the last ones may not be in the file yet. Any thread may ask."""
        return self.offset + (0 if self._direct is None else self._direct.in_hand)

    def catch_up(self) -> bool:
        """Reads some of what is there already, after a restart of the host. Returns whether that was all of it.

        Raises OSError.
        """
        with self._path.open("rb") as file:
            file.seek(self.offset)
            for _ in range(CATCH_UP_BLOCKS):
                block = file.read(BLOCK_BYTES)
                self._hash.update(block)
                self.offset += len(block)
                if len(block) < BLOCK_BYTES:
                    return True
        return False

    def open(self) -> None:
        """Prepares for bytes. Raises OSError, also when bytes are gone, whose place zeros would take."""
        if self._path.stat().st_size < self.offset:
            raise OSError(f"bytes of {self._path.name} are gone")
        self._file = self._path.open("r+b", buffering=0)
        # What a failed write has left behind the bytes that were counted is not part of the upload.
        self._file.truncate(self.offset)
        try:
            self._direct = DirectWriting(self._path, self._file.fileno(), self.offset)
        except OSError:
            self._use_cache()

    def write(self, piece: memoryview | bytes) -> None:
        """Appends a piece, perhaps not before `settle`. Raises OSError; when that is for bytes of before, the upload
        begins anew."""
        left = memoryview(piece)
        if self._direct is not None:
            self._direct.write(left, self._count)
            if self._direct.is_refused:
                self.settle()
                self._use_cache()
            return
        while left:
            count = self._file.write(left)
            self._count(left[:count])
            left = left[count:]
        try:
            self._early.grown_to(self.offset)
        except OSError:
            self._path.unlink(missing_ok=True)  # it has a hole, which no later sync would tell
            raise

    def settle(self) -> None:
        """Has all bytes in the file. Raises OSError."""
        if self._direct is not None:
            self._direct.settle(self._count)

    def close(self) -> bool:
        """Closes the file. Returns whether it is still there: what is finished or cancelled is not."""
        with contextlib.suppress(OSError):  # what cannot be written was not counted, and is sent again
            self.settle()
        self._end_direct()
        self._file.close()
        return self._path.exists()

    def _use_cache(self) -> None:
        self._end_direct()
        self._file.seek(self.offset)
        self._early = EarlyWriting(self._file.fileno(), self.offset)

    def _end_direct(self) -> None:
        if self._direct is not None:
            self._direct.close()
            self._direct = None

    def _count(self, written: memoryview) -> None:
        self._hash.update(written)
        self.offset += len(written)

    def digest(self) -> str:
        """Returns the hash of all bytes so far as hexadecimal text."""
        return self._hash.hexdigest()
