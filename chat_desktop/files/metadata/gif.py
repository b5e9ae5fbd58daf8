"""GIF: comments, and extensions of applications other than the number of loops, are left out."""

from typing import BinaryIO

from chat_desktop.files.metadata.reading import Malformed, copy, exactly

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def write(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    """Copies the picture without metadata; a GIF is never turned. Raises Malformed."""
    head = exactly(source, 13)
    if head[:4] != b"GIF8":
        raise Malformed
    target.write(head)
    copy(source, target, _table_bytes(head[10]))
    while (kind := exactly(source, 1)[0]) != _TRAILER:
        if kind == _IMAGE:
            place = exactly(source, 9)
            target.write(b"\x2c" + place)
            copy(source, target, _table_bytes(place[8]) + 1)  # and the size of the codes
            _copy_blocks(source, target)
        elif kind == _EXTENSION:
            _extension(source, target)
        else:
            raise Malformed
    target.write(b"\x3b")


def _table_bytes(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _extension(source: BinaryIO, target: BinaryIO) -> None:
    label = exactly(source, 1)
    size = exactly(source, 1)
    first = exactly(source, size[0])
    is_kept = label[0] == _CONTROL or (label[0] == _APPLICATION and first in _LOOPS)
    if is_kept:
        target.write(b"\x21" + label + size + first)
    if size[0]:
        _copy_blocks(source, target if is_kept else None)


def _copy_blocks(source: BinaryIO, target: BinaryIO | None) -> None:
    while True:
        size = exactly(source, 1)
        block = size + exactly(source, size[0])
        if target:
            target.write(block)
        if not size[0]:
            return
