"""Compresses the content of a package for Debian smaller than dpkg-deb can: with xz's filter for programs of x86.

dpkg unpacks the result as any other, because the file itself names its filters, and liblzma knows them.
"""

import lzma
from collections.abc import Iterator
from pathlib import Path

MAGIC = b"!<arch>\n"
HEAD_BYTES = 60
NAME_BYTES, SIZE_AT, SIZE_BYTES = 16, 48, 10
CONTENT = "data.tar"
# As `xz -9 --extreme`, for bytes that are not aligned: to unpack it needs 65 MB of memory.
SMALLEST = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "pb": 0}
OF_PROGRAMS = {"amd64": [{"id": lzma.FILTER_X86}]}


def compress(package: Path, architecture: str) -> None:
    """Compresses the content of a package that dpkg-deb has made with `-Znone`, in its place."""
    packed = MAGIC
    for head, content in members(package.read_bytes()):
        if head[:NAME_BYTES].decode().strip() == CONTENT:
            filters = [*OF_PROGRAMS.get(architecture, []), SMALLEST]
            content = lzma.compress(content, lzma.FORMAT_XZ, lzma.CHECK_CRC64, filters=filters)
            head = renamed(head, f"{CONTENT}.xz", len(content))
        packed += head + content + b"\n" * (len(content) % 2)
    package.write_bytes(packed)


def members(archive: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yields the head and the content of each member of an archive of ar."""
    place = len(MAGIC)
    while place < len(archive):
        head = archive[place : place + HEAD_BYTES]
        size = int(head[SIZE_AT : SIZE_AT + SIZE_BYTES])
        yield head, archive[place + HEAD_BYTES : place + HEAD_BYTES + size]
        place += HEAD_BYTES + size + size % 2


def renamed(head: bytes, name: str, size: int) -> bytes:
    """Returns the head of a member with another name and size."""
    written = str(size).encode().ljust(SIZE_BYTES)
    return name.encode().ljust(NAME_BYTES) + head[NAME_BYTES:SIZE_AT] + written + head[SIZE_AT + SIZE_BYTES :]
