"""HEIC and AVIF: tells whether there is metadata in the file."""

from typing import BinaryIO

from chat_desktop.files import mpeg4
from chat_desktop.files.metadata.reading import Malformed

_MOST_META_BYTES = 4_000_000
_METADATA_TYPES = (b"Exif", b"mime", b"uri ")
# Boxes that hold a picture and nothing else. A `moov` (a picture in motion) or a `free` may hold anything.
_PICTURE_BOXES = {b"ftyp", b"meta", b"mdat"}


def has_metadata(file: BinaryIO) -> bool:
    """Returns whether an item of the file is metadata, or whether that cannot be told. Raises Malformed."""
    found = list(mpeg4.boxes_of_file(file))
    if not found or not {name for name, _, _ in found} <= _PICTURE_BOXES:
        return True
    if found[-1][2] != file.seek(0, 2):
        return True  # something is behind the last box
    metas = [(start, stop) for name, start, stop in found if name == b"meta"]
    if len(metas) != 1 or metas[0][1] - metas[0][0] > _MOST_META_BYTES:
        return True
    file.seek(metas[0][0])
    return _has_metadata(file.read(metas[0][1] - metas[0][0]))


def _has_metadata(meta: bytes) -> bool:
    """Looks at the types of the items (ISO 14496-12, 8.11.6)."""
    for name, start, stop in mpeg4.boxes(meta, 4, len(meta)):
        if name == b"iinf":
            count_bytes = 2 if meta[start : start + 1] == b"\0" else 4
            items = list(mpeg4.boxes(meta, start + 4 + count_bytes, stop))
            told = int.from_bytes(meta[start + 4 : start + 4 + count_bytes], "big")
            if len(items) != told:
                raise Malformed
            return any(_is_metadata(meta[begin:end]) for _, begin, end in items)
    return True


def _is_metadata(item: bytes) -> bool:
    version = item[0] if item else 0
    if version < 2:
        return True  # its type is not told
    at = 8 if version == 2 else 10
    return item[at : at + 4] in _METADATA_TYPES
