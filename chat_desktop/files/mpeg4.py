"""Reads as much of an ISO base media file (MP4, M4A, QuickTime, HEIC, AVIF) as tells what it is."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

AUDIO_BRANDS = (b"M4A ", b"M4B ", b"M4P ")
VIDEO_BRANDS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"3gp", b"3g2", b"mmp4", b"f4v", b"qt  ")
_MOST_BOXES = 2_000  # that are looked at in a row; a HEIC of a phone has an item for each of its tiles
_MOST_INDEX_BYTES = 16_000_000  # of the box with the tracks
_IN_TRACK = (b"moov", b"trak", b"mdia")


def identify(file: BinaryIO) -> tuple[str, str] | None:
    """Returns the kind and the media type of sound or video, None for what is neither."""
    file.seek(0)
    brand = file.read(12)[8:12]
    if brand in AUDIO_BRANDS:
        return "audio", "audio/mp4"
    if not brand.startswith(VIDEO_BRANDS):
        return None
    if _handlers(file) == {b"soun"}:  # a recorder of voices has the brands of videos
        return "audio", "audio/mp4"
    return "video", "video/quicktime" if brand == b"qt  " else "video/mp4"


def _handlers(file: BinaryIO) -> set[bytes]:
    """Returns what the tracks are for: `vide`, `soun` and others. Empty where the tracks are not found."""
    for name, start, stop in boxes_of_file(file):
        if name == b"moov":
            if stop - start > _MOST_INDEX_BYTES:
                return set()
            file.seek(start)
            return set(_handlers_in(file.read(stop - start)))
    return set()


def boxes_of_file(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yields the name, start and end of each box of the file, without reading what is in them."""
    end, at = file.seek(0, 2), 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return
        size, name = struct.unpack(">I4s", head[:8])
        inside = 8
        if size == 1 and len(head) == 16:
            size, inside = int.from_bytes(head[8:], "big"), 16
        size = size or end - at
        if size < inside or at + size > end:
            return
        yield name, at + inside, at + size
        at += size


def _handlers_in(data: bytes) -> Iterator[bytes]:
    for name, start, stop in boxes(data, 0, len(data)):
        if name == b"hdlr" and stop - start >= 12:
            yield data[start + 8 : start + 12]
        elif name in _IN_TRACK:
            yield from _handlers_in(data[start:stop])


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yields the name, start and end of each box in the bytes from AT to END."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        inside = 8
        if size == 1 and at + 16 <= end:
            size, inside = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < inside or at + size > end:
            return
        yield name, at + inside, at + size
        at += size
