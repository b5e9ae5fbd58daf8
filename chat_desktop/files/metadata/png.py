"""PNG: only the chunks that a picture is made of are kept."""

import zlib
from typing import BinaryIO

from chat_desktop.files.metadata.reading import Malformed, copy, exactly, skip, tiff_with_orientation

_MARK = b"\x89PNG\r\n\x1a\n"
_SHOWN = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"),
    *(b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"),
}


def write(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    """Copies the picture without metadata. Raises Malformed."""
    if exactly(source, 8) != _MARK:
        raise Malformed
    target.write(_MARK)
    name = b""
    while name != b"IEND":
        head = exactly(source, 8)
        name, rest = head[4:], int.from_bytes(head[:4], "big") + 4  # with the checksum
        if name not in _SHOWN:
            skip(source, rest)
            continue
        target.write(head)
        copy(source, target, rest)
        if name == b"IHDR" and orientation != 1:
            target.write(_chunk(b"eXIf", tiff_with_orientation(orientation)))


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
