"""Encrypts a stream in chunks, so that neither its order, its length nor a byte of it can be changed unnoticed.

It is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar 2015) with AES-256-GCM: the nonce of a chunk holds
its number and whether it is the last one. A key encrypts one stream only. The header of the file is authenticated with
each chunk.
"""

import struct
from typing import IO, Any

from chat_desktop.operations.backup.failures import BackupFailed

CHUNK_BYTES = 65_536
TAG_BYTES = 16
_NONCE = struct.Struct(">7xIB")  # 12 bytes; 2**32 chunks are 256 TB

DAMAGED = "backup_damaged"


def _cipher(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # takes long to import, and few starts need it

    return AESGCM(key)


class SealedWriter:
    """Writes to FILE. Without `finish` the result is refused by the reader."""

    def __init__(self, file: IO[bytes], key: bytes, header: bytes) -> None:
        self._file, self._cipher, self._header = file, _cipher(key), header
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:
        """Encrypts and writes data. Raises OSError."""
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), False)
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def finish(self) -> None:
        """Writes the last chunk. Raises OSError."""
        self._seal(bytes(self._waiting), True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_NONCE.pack(self._number, is_last), chunk, self._header))
        self._number += 1


class SealedReader:
    """Reads from FILE, to its end."""

    def __init__(self, file: IO[bytes], key: bytes, header: bytes) -> None:
        self._file, self._cipher, self._header = file, _cipher(key), header
        self._next = file.read(CHUNK_BYTES + TAG_BYTES)
        self._number = 0
        self._is_over = False

    def chunk(self) -> bytes:
        """Returns the next part, empty at the end. Raises BackupFailed when it was changed, and OSError."""
        from cryptography.exceptions import InvalidTag

        if self._is_over:
            return b""
        sealed, self._next = self._next, self._file.read(CHUNK_BYTES + TAG_BYTES)
        self._is_over = not self._next
        try:
            plain: bytes = self._cipher.decrypt(_NONCE.pack(self._number, self._is_over), sealed, self._header)
        except (InvalidTag, ValueError):
            raise BackupFailed("damaged", DAMAGED) from None
        self._number += 1
        return plain


def sealed_size(size: int) -> int:
    """Returns how many bytes a stream of this size has when it is encrypted."""
    return size + TAG_BYTES * max(1, -(-size // CHUNK_BYTES))
