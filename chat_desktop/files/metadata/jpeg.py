"""JPEG: segments of metadata, and everything behind the end of the picture, are left out."""

import re
from typing import BinaryIO

from chat_desktop.files.metadata.reading import BLOCK_BYTES, Malformed, exactly, tiff_with_orientation

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_FIRST_APPLICATION, _LAST_APPLICATION = 0xE0, 0xEF
_JFIF, _PROFILE, _ADOBE = 0xE0, 0xE2, 0xEE
# In the data of a scan, 0xFF is followed by zero or by a restart mark; anything else ends the data.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def write(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    """Copies the picture without metadata. Raises Malformed."""
    if exactly(source, 2) != b"\xff\xd8":
        raise Malformed
    target.write(b"\xff\xd8")
    is_turned = orientation != 1
    while (marker := _marker(source)) != _END:
        body = exactly(source, _length(source))
        kept = _kept(marker, body)
        if is_turned and marker != _JFIF:  # after the head of JFIF, where all programs look for it
            target.write(_segment(0xE1, b"Exif\0\0" + tiff_with_orientation(orientation)))
            is_turned = False
        if kept is not None:
            target.write(_segment(marker, kept))
        if marker == _SCAN:
            _copy_scan(source, target)
    target.write(b"\xff\xd9")


def _marker(source: BinaryIO) -> int:
    if exactly(source, 1) != b"\xff":
        raise Malformed
    while (byte := exactly(source, 1)[0]) == 0xFF:  # padding
        pass
    if byte == 0 or byte == _START or 0xD0 <= byte <= 0xD7:
        raise Malformed
    return byte


def _length(source: BinaryIO) -> int:
    length = int.from_bytes(exactly(source, 2), "big")
    if length < 2:
        raise Malformed
    return length - 2


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _kept(marker: int, body: bytes) -> bytes | None:
    """Returns what is kept of a segment. Of those for applications: what a decoder needs for the right colours."""
    if marker == _COMMENT:
        return None
    if not _FIRST_APPLICATION <= marker <= _LAST_APPLICATION:
        return body
    if marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
        return body[:12] + b"\0\0"  # without the thumbnail, which may show what was cut off later
    if marker == _PROFILE and body.startswith(b"ICC_PROFILE\0"):
        return body
    return body if marker == _ADOBE and body.startswith(b"Adobe") else None


def _copy_scan(source: BinaryIO, target: BinaryIO) -> None:
    """Copies the data of a scan up to the next marker, and leaves the source there."""
    while True:
        at = source.tell()
        data = source.read(BLOCK_BYTES)
        if len(data) < 2:
            raise Malformed  # it ends without its mark
        if found := _MARKER.search(data):
            target.write(data[: found.start()])
            source.seek(at + found.start())
            return
        keep = len(data) - (data[-1] == 0xFF)  # its second byte is in the next block
        target.write(data[:keep])
        source.seek(at + keep)
