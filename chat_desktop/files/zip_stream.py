"""Makes a zip archive of stored files while it is sent, without keeping any of it in memory or on disk.

Nothing is compressed: pictures, videos and documents are compressed already, and the length is known in advance.
"""

import re
import time
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chat_desktop.file_transfer import BLOCK_BYTES

MAX_NAME_BYTES = 255
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f]')
# The joiners of Persian, of Indic scripts and of emoji, and the marks of the flags of regions.
_JOINING = re.compile("[\u200c\u200d\U000e0020-\U000e007f]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
# The sizes of the records of the format (APPNOTE.TXT 4.3 and 4.5), without names.
_LOCAL, _LOCAL_64, _DESCRIPTOR, _DESCRIPTOR_64, _CENTRAL, _EXTRA_HEAD, _EXTRA_NUMBER = 30, 20, 16, 24, 46, 4, 8
_END, _END_64 = 22, 56 + 20
_MOST_ENTRIES = 65_535
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


@dataclass(frozen=True, slots=True)
class Entry:
    """A file for the archive. `created_at` is in milliseconds since 1970."""

    path: Path
    name: str
    size: int
    created_at: int


class ZipStream:
    """The archive of ENTRIES. `length` is its size in bytes. Names that no system accepts are changed, and no two are
    the same."""

    def __init__(self, entries: Sequence[Entry], *, has_paths: bool = False) -> None:
        """With HAS_PATHS the names are paths in the archive, which the caller has made, and are not changed."""
        names = [entry.name for entry in entries]
        self._entries = list(zip(entries, names if has_paths else unique_names(names), strict=True))
        self.length = self._length()

    def pieces(self) -> Iterator[bytes]:
        """Yields the archive in pieces of about BLOCK_BYTES. Raises OSError when a file cannot be read, or has another
        size than its entry says."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            for entry, name in self._entries:
                yield from _write(archive, sink, entry, name)
        yield sink.take()

    def _length(self) -> int:
        offset, directory = 0, 0
        for entry, name in self._entries:
            name_bytes, is_large = len(name.encode()), _is_large(entry.size)
            numbers = 2 * (entry.size > zipfile.ZIP64_LIMIT) + (offset > zipfile.ZIP64_LIMIT)
            directory += _CENTRAL + name_bytes + (_EXTRA_HEAD + _EXTRA_NUMBER * numbers if numbers else 0)
            offset += _LOCAL + name_bytes + (_LOCAL_64 if is_large else 0) + entry.size
            offset += _DESCRIPTOR_64 if is_large else _DESCRIPTOR
        needs_64 = max(offset, directory) > zipfile.ZIP64_LIMIT or len(self._entries) > _MOST_ENTRIES
        return offset + directory + _END + (_END_64 if needs_64 else 0)


def safe_name(name: str) -> str:
    """Returns a name that every system accepts for a file in a folder, as similar to NAME as possible."""
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    name = "".join(each for each in name if unicodedata.category(each) not in ("Cf", "Cs") or _JOINING.match(each))
    name = name.strip(" ").rstrip(". ") or "file"
    if name.startswith("."):
        name = f"_{name}"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shortened(name, MAX_NAME_BYTES)


def unique_names(names: Sequence[str]) -> list[str]:
    """Returns a safe name for each name, no two of which differ by case only: "a.txt" and "a (2).txt"."""
    taken: set[str] = set()
    found = []
    for name in map(safe_name, names):
        chosen, number = name, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = numbered_name(name, number)
        taken.add(chosen.casefold())
        found.append(chosen)
    return found


def numbered_name(name: str, number: int, most_bytes: int = MAX_NAME_BYTES) -> str:
    """Returns NAME with NUMBER before its ending, "a (2).txt", in at most MOST_BYTES. The first has no number."""
    if number == 1:
        return _shortened(name, most_bytes)
    stem, dot, ending = name.rpartition(".")
    end = f" ({number}){dot}{ending}" if dot else f" ({number})"
    return _shortened(stem if dot else name, most_bytes - len(end.encode())) + end


def _shortened(name: str, most: int) -> str:
    """Returns NAME with at most MOST bytes, and with its ending if that is short."""
    if len(name.encode()) <= most:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = (dot + ending).encode() if dot and len(ending.encode()) < most // 4 else b""
    start = (stem if kept else name).encode()[: most - len(kept)].decode("utf-8", "ignore")
    return start + kept.decode()


class _Sink:
    """A file without a position, which holds what was written since the last `take`."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Does nothing: zipfile calls it at the end."""

    def close(self) -> None:
        """Does nothing."""

    def take(self) -> bytes:
        data = bytes(self._held)
        self._held.clear()
        return data


def _is_large(size: int) -> bool:
    return size * 1.05 > zipfile.ZIP64_LIMIT  # as zipfile decides, for which the text could grow by compression


def _write(archive: zipfile.ZipFile, sink: _Sink, entry: Entry, name: str) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, _moment(entry.created_at))
    info.file_size = entry.size
    info.external_attr = 0o644 << 16
    left = entry.size
    with entry.path.open("rb") as source, archive.open(info, "w") as target:
        while left and (block := source.read(min(left, BLOCK_BYTES))):
            target.write(block)
            left -= len(block)
            yield sink.take()
    if left:
        raise OSError(f"{entry.path.name} is shorter than it should be")
    yield sink.take()


def _moment(created_at: int) -> tuple[int, int, int, int, int, int]:
    """Returns a moment as zip stores it, in local time."""
    year, *rest = time.localtime(created_at / 1000)[:6]
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _FIRST_YEAR, 1, 1, 0, 0, 0
    month, day, hour, minute, second = rest
    return year, month, day, hour, minute, second
