"""Makes ICU's data smaller in the folder with the window: 32 MB, of which Qt's own libraries use a part.

The library has one symbol, ICU's archive of items. Names of languages, regions, currencies, units and time zones,
transliteration, spelled-out numbers, dictionaries for breaking words, and the tables of the large old encodings go:
Chromium has its own data (`icudtl.dat`), and nothing else in the window asks for them. ICU goes on without an item that
is missing. What is kept is copied byte by byte, so an archive of another form than this one stays as it is.
"""

import re
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

_MAGIC, _FORMAT = b"\xda\x27", b"CmnD"
# Where the format stands after the start of the archive: two sizes and the magic number are before it.
_FORMAT_AT = 12
_ALIGNMENT = 16
_UNUSED_FOLDERS = frozenset({"curr", "lang", "region", "rbnf", "translit", "unit", "zone"})
_MOST_ENCODING_BYTES = 64_000
_SOURCE = """
.section .rodata
.balign {alignment}
.globl {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack, "", @progbits
"""


@dataclass(frozen=True, slots=True)
class Archive:
    """ICU's archive: its head as it is, and the items in their order."""

    head: bytes
    items: list[tuple[bytes, bytes]]

    def pack(self) -> bytes:
        """Returns the archive in ICU's format."""
        names, at = [], 4 + 8 * len(self.items)
        for name, _ in self.items:
            names.append(at)
            at += len(name) + 1
        table, body = [], bytearray()
        start = at + -at % _ALIGNMENT
        for place, (_, content) in zip(names, self.items, strict=True):
            table.append(struct.pack("<II", place, start + len(body)))
            body += content + bytes(-len(content) % _ALIGNMENT)
        toc = struct.pack("<I", len(self.items)) + b"".join(table) + b"".join(n + b"\0" for n, _ in self.items)
        return self.head + toc + bytes(start - len(toc)) + bytes(body)


def parse(data: bytes) -> Archive:
    """Reads an archive. Raises ValueError when it is of another form."""
    (size,) = struct.unpack_from("<H", data)
    if data[2:4] != _MAGIC or data[_FORMAT_AT : _FORMAT_AT + 4] != _FORMAT or size % _ALIGNMENT:
        raise ValueError("no archive of ICU")
    toc = data[size:]
    (count,) = struct.unpack_from("<I", toc)
    entries = [struct.unpack_from("<II", toc, 4 + 8 * number) for number in range(count)]
    ends = [start for _, start in entries[1:]] + [len(toc)]
    items = [
        (toc[name : toc.index(b"\0", name)], toc[start:end]) for (name, start), end in zip(entries, ends, strict=True)
    ]
    return Archive(data[:size], items)


def is_used(name: str, size: int) -> bool:
    """Returns whether an item stays: "icudt73l/lang/de.res"."""
    parts = name.split("/")
    if len(parts) > 2 and parts[1] in _UNUSED_FOLDERS:
        return False
    return not name.endswith(".dict") and not (name.endswith(".cnv") and size > _MOST_ENCODING_BYTES)


def shrink(folder: Path) -> int:
    """Replaces the library of ICU's data below FOLDER. Returns how many bytes that saves, 0 where it cannot be done."""
    library = next((file for file in folder.rglob("libicudata.so.*") if not file.is_symlink()), None)
    if library is None or not all(map(shutil.which, ("as", "ld", "objdump"))):
        return 0
    before = library.stat().st_size
    symbol, data = read_symbol(library)
    archive = parse(data)
    kept = [(name, content) for name, content in archive.items if is_used(name.decode(), len(content))]
    link(library, symbol, Archive(archive.head, kept).pack())
    return before - library.stat().st_size


def read_symbol(library: Path) -> tuple[str, bytes]:
    """Returns the name and the content of the one symbol of the library. Raises ValueError when it has others."""
    shown = subprocess.run(["objdump", "-T", str(library)], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^([0-9a-f]+) g\s+DO (\S+)\s+([0-9a-f]+)\s+(icudt\w+)$", shown, re.MULTILINE)
    if len(found) != 1:
        raise ValueError(f"{library.name} has another form than expected")
    address, section, size, symbol = found[0]
    heads = subprocess.run(["objdump", "-h", str(library)], capture_output=True, text=True, check=True).stdout
    place = re.search(rf"{re.escape(section)}\s+[0-9a-f]+\s+([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)", heads)
    if place is None:
        raise ValueError(f"{library.name} has no section {section}")
    at = int(place[2], 16) + int(address, 16) - int(place[1], 16)
    return symbol, library.read_bytes()[at : at + int(size, 16)]


def link(library: Path, symbol: str, data: bytes) -> None:
    """Writes a library with one symbol."""
    raw, source, made = (library.with_name(f"icu.{kind}") for kind in ("dat", "s", "o"))
    raw.write_bytes(data)
    source.write_text(_SOURCE.format(alignment=_ALIGNMENT, symbol=symbol, data=raw.name))
    subprocess.run(["as", source.name, "-o", made.name], cwd=library.parent, check=True)
    linked = ["-shared", "-soname", library.name, "-z", "noexecstack", "--build-id=none", "--hash-style=gnu"]
    subprocess.run(["ld", *linked, "-o", library.name, made.name], cwd=library.parent, check=True)
    for file in (raw, source, made):
        file.unlink()
