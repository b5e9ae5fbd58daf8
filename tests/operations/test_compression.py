"""What one of the two libraries has packed, the other unpacks."""

import importlib
import sys
import zlib

import pytest

from chat_desktop.operations import compression

TEXT = "Words that come again, and others: ☕ ".encode() * 5_000


def test_what_is_packed_is_of_the_format_of_zlib() -> None:
    packed = compression.compress(TEXT, compression.LEVEL)
    assert len(packed) < len(TEXT) / 20
    assert zlib.decompress(packed) == TEXT


def test_what_zlib_has_packed_is_read() -> None:
    unpacker = compression.decompressobj()
    assert unpacker.decompress(zlib.compress(TEXT, 1), 100) == TEXT[:100]
    assert unpacker.decompress(unpacker.unconsumed_tail, len(TEXT)) == TEXT[100:]
    assert unpacker.eof


def test_damage_is_an_error() -> None:
    packed = bytearray(compression.compress(TEXT, compression.LEVEL))
    packed[len(packed) // 2] ^= 255
    with pytest.raises(compression.Error):
        compression.decompressobj().decompress(bytes(packed))


def test_where_the_faster_library_is_missing_zlib_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compression.compress is not zlib.compress
    try:
        with monkeypatch.context() as without:
            without.setitem(sys.modules, "isal", None)
            importlib.reload(compression)
            assert compression.compress is zlib.compress
    finally:
        importlib.reload(compression)
    assert compression.compress is not zlib.compress
