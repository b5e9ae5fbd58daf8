"""WebP: only the chunks that a picture is made of are kept."""

from typing import BinaryIO

from chat_desktop.files.metadata.reading import Malformed, copy, exactly, skip, tiff_with_orientation

_SHOWN = {b"VP8 ", b"VP8L", b"VP8X", b"ICCP", b"ALPH", b"ANIM", b"ANMF"}
_WITH_XMP, _WITH_EXIF = 0x04, 0x08


def write(source: BinaryIO, target: BinaryIO, orientation: int) -> None:
    """Copies the picture without metadata. Raises Malformed."""
    head = exactly(source, 12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise Malformed
    end = 8 + int.from_bytes(head[4:8], "little")
    target.write(head)
    is_extended = False
    while source.tell() + 8 <= end:
        chunk = exactly(source, 8)
        size = int.from_bytes(chunk[4:], "little")
        if chunk[:4] == b"VP8X" and size >= 10:
            is_extended = True
            _write_flags(source, target, chunk, orientation != 1)
            size -= 1
        elif chunk[:4] in _SHOWN:
            target.write(chunk)
        else:
            skip(source, size + (size & 1))
            continue
        copy(source, target, size)
        _copy_padding(source, target, int.from_bytes(chunk[4:], "little"))
    if orientation != 1 and is_extended:
        exif = tiff_with_orientation(orientation)
        target.write(b"EXIF" + len(exif).to_bytes(4, "little") + exif)
    size = target.tell()
    target.seek(4)
    target.write((size - 8).to_bytes(4, "little"))


def _write_flags(source: BinaryIO, target: BinaryIO, chunk: bytes, has_exif: bool) -> None:
    flags = exactly(source, 1)[0] & ~(_WITH_XMP | _WITH_EXIF)
    target.write(chunk + bytes((flags | (_WITH_EXIF if has_exif else 0),)))


def _copy_padding(source: BinaryIO, target: BinaryIO, size: int) -> None:
    """A chunk of an odd size is followed by a byte of zero, which some programs leave out at the end of the file."""
    if size & 1:
        source.read(1)
        target.write(b"\0")
