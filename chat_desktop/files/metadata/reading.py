"""Reads bytes that have to be there, and writes the only metadata that a copy keeps."""

from typing import BinaryIO

BLOCK_BYTES = 1_000_000


class Malformed(Exception):
    """The file is not made as its format says."""


def exactly(file: BinaryIO, count: int) -> bytes:
    """Returns COUNT bytes. Raises Malformed when the file has fewer."""
    data = file.read(count)
    if len(data) != count:
        raise Malformed
    return data


def copy(source: BinaryIO, target: BinaryIO, count: int) -> None:
    """Copies COUNT bytes. Raises Malformed when the file has fewer."""
    while count:
        data = exactly(source, min(count, BLOCK_BYTES))
        target.write(data)
        count -= len(data)


def skip(source: BinaryIO, count: int) -> None:
    """Goes over COUNT bytes, which may be more than the file has: the next read tells."""
    source.seek(count, 1)


def tiff_with_orientation(orientation: int) -> bytes:
    """Returns the smallest EXIF (without its mark) that says how the picture is turned."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big") + b"\0\0"
    return b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\x00\x00\x00\x00"
