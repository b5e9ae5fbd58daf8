"""Writes the bytes of an upload, and counts their hash on the way."""

from pathlib import Path

from blake3 import blake3

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
        path.touch(mode=0o600)

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
        self._file = self._path.open("ab", buffering=0)
        # What a failed write has left behind the bytes that were counted is not part of the upload.
        self._file.truncate(self.offset)
        self._early = EarlyWriting(self._file.fileno(), self.offset)

    def write(self, piece: memoryview | bytes) -> None:
        """Appends a piece. Raises OSError; when that is for bytes of before, the upload begins anew."""
        left = memoryview(piece)
        while left:
            count = self._file.write(left)
            self._hash.update(left[:count])
            self.offset += count
            left = left[count:]
        try:
            self._early.grown_to(self.offset)
        except OSError:
            self._path.unlink(missing_ok=True)  # it has a hole, which no later sync would tell
            raise

    def close(self) -> bool:
        """Closes the file. Returns whether it is still there: what is finished or cancelled is not."""
        self._file.close()
        return self._path.exists()

    def digest(self) -> str:
        """Returns the hash of all bytes so far as hexadecimal text."""
        return self._hash.hexdigest()
