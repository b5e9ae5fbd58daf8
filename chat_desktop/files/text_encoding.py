"""Finds out whether a file is text, and in which encoding."""

import codecs
import re
from typing import BinaryIO

SAMPLE_BYTES = 65_536
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
# What no text has: control characters but tab, line feed, form feed, carriage return and the escape of terminals.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_ACCENTED = re.compile(rb"[\x80-\xff]")
_MOST_ACCENTED_SHARE = 0.3


def of(file: BinaryIO) -> str | None:
    """Returns the encoding of a text by samples of its beginning, middle and end; None when it is no text."""
    samples = _samples(file)
    if not samples[0]:
        return None
    for mark, name in _MARKS:
        if samples[0].startswith(mark):
            return name if name == "utf-8" or _is_utf16(samples[0], name) else None
    if any(_CONTROL.search(sample) for sample in samples):
        return None
    if all(_is_utf8(sample) for sample in samples):
        return "utf-8"
    return "windows-1252" if all(_may_be_windows_1252(sample) for sample in samples) else None


def _samples(file: BinaryIO) -> list[bytes]:
    end = file.seek(0, 2)
    places = [0] if end <= SAMPLE_BYTES else [0, (end // 2) & ~1, max(0, end - SAMPLE_BYTES)]
    found = []
    for place in places:
        file.seek(place)
        found.append(file.read(SAMPLE_BYTES))
    return found


def _is_utf8(sample: bytes) -> bool:
    """Returns whether the sample is UTF-8. It may begin and end in the middle of a character."""
    start = 0
    while start < min(3, len(sample)) and sample[start] & 0xC0 == 0x80:
        start += 1
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample[start:])
    except UnicodeDecodeError:
        return False
    return True


def _is_utf16(sample: bytes, name: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def _may_be_windows_1252(sample: bytes) -> bool:
    accented = len(_ACCENTED.findall(sample))
    return not _NOT_WINDOWS_1252.search(sample) and accented <= _MOST_ACCENTED_SHARE * len(sample)
