"""Splits files into pieces with a hash each, so that only the pieces that have changed are sent and stored again."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PIECE_BYTES = 262_144


class Member(NamedTuple):
    """A file of the office beside those of people: its name, its size, and the SHA-256 of each piece and of it all."""

    name: str
    size: int
    hash: str
    pieces: list[str]

    def size_of(self, number: int) -> int:
        """Returns how many bytes a piece has."""
        return min(PIECE_BYTES, self.size - number * PIECE_BYTES)


def split(name: str, path: Path) -> Member:
    """Returns the pieces of a file. Raises OSError."""
    whole, found, size = hashlib.sha256(), [], 0
    for piece in _read(path):
        whole.update(piece)
        found.append(hashlib.sha256(piece).hexdigest())
        size += len(piece)
    return Member(name, size, whole.hexdigest(), found)


def piece(path: Path, number: int) -> bytes:
    """Returns a piece of a file. Raises OSError."""
    with path.open("rb") as file:
        file.seek(number * PIECE_BYTES)
        return file.read(PIECE_BYTES)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while found := file.read(PIECE_BYTES):
            yield found
