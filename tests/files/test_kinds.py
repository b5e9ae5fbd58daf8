"""What a file is, by its bytes: sound, video and text. Its name plays no part."""

import random
import struct
from pathlib import Path

import pytest

from chat_desktop.files import kinds, text_encoding

MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s, 44.1 kHz: 417 bytes
AAC_FRAME = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)  # 16 bytes


def box(name: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I4s", len(body) + 8, name) + body


def movie(brand: bytes, *handlers: bytes, before: bytes = b"") -> bytes:
    """A file of MP4 whose tracks are for these."""
    tracks = [box(b"trak", box(b"tkhd"), box(b"mdia", box(b"hdlr", bytes(8), one, bytes(12)))) for one in handlers]
    return box(b"ftyp", brand, bytes(4)) + before + box(b"moov", box(b"mvhd"), *tracks)


def matroska(kind: bytes, *codecs: bytes) -> bytes:
    return b"\x1a\x45\xdf\xa3\x93\x42\x82" + bytes([0x80 | len(kind)]) + kind + b"\x18\x53\x80\x67" + b"".join(codecs)


CASES: dict[str, tuple[bytes, tuple[str, str]]] = {
    "mp4": (movie(b"isom", b"vide", b"soun"), ("video", "video/mp4")),
    "mp4 whose tracks are at its end": (
        movie(b"mp42", b"vide", before=box(b"mdat", bytes(9000))),
        ("video", "video/mp4"),
    ),
    "mp4 without tracks": (box(b"ftyp", b"isom", bytes(4)), ("video", "video/mp4")),
    "a voice of Safari": (movie(b"iso5", b"soun"), ("audio", "audio/mp4")),
    "m4a": (movie(b"M4A ", b"soun"), ("audio", "audio/mp4")),
    "quicktime": (movie(b"qt  ", b"vide"), ("video", "video/quicktime")),
    "an unknown brand": (movie(b"evil", b"vide"), kinds.UNKNOWN),
    "heic": (box(b"ftyp", b"heic", bytes(4)), kinds.UNKNOWN),
    "webm": (matroska(b"webm", b"V_VP9", b"A_OPUS"), ("video", "video/webm")),
    "a voice of Chromium": (matroska(b"webm", b"A_OPUS"), ("audio", "audio/webm")),
    "matroska": (matroska(b"matroska", b"V_VP9"), kinds.UNKNOWN),
    "ogg": (b"OggS" + bytes(24) + b"OpusHead", ("audio", "audio/ogg")),
    "ogg video": (b"OggS" + bytes(24) + b"\x80theora", ("video", "video/ogg")),
    "wav": (b"RIFF\0\0\0\0WAVEfmt ", ("audio", "audio/wav")),
    "flac": (b"fLaC\0\0\0\x22", ("audio", "audio/flac")),
    "mp3": (MP3_FRAME * 3, ("audio", "audio/mpeg")),
    "mp3 with a tag": (b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + MP3_FRAME * 2, ("audio", "audio/mpeg")),
    "flac with a tag": (b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + b"fLaC", ("audio", "audio/flac")),
    "aac": (AAC_FRAME * 3, ("audio", "audio/aac")),
    "one frame of mp3": (MP3_FRAME, kinds.UNKNOWN),
    "pdf": (b"%PDF-1.7\n<script>", ("pdf", "application/pdf")),
    "text": ("Grüße, 你好\n".encode(), ("text", "text/plain; charset=utf-8")),
    "text of Windows": ("Grüße\r\n".encode("cp1252"), ("text", "text/plain; charset=windows-1252")),
    "text with a mark": (b"\xef\xbb\xbfa;b\r\n", ("text", "text/plain; charset=utf-8")),
    "text of Notepad": (b"\xff\xfe" + "Größe;Preis\r\n".encode("utf-16le"), ("text", "text/plain; charset=utf-16le")),
    "html": (b"<!doctype html><script>alert(1)</script>", ("text", "text/plain; charset=utf-8")),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", ("text", "text/plain; charset=utf-8")),
    "nothing": (b"", kinds.UNKNOWN),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(60), kinds.UNKNOWN),
    "noise": (random.Random(1).randbytes(5000), kinds.UNKNOWN),
    "text with a control character": (b"hello\x07\x02", kinds.UNKNOWN),
    "letters of another page of codes": ("Привет, мир! ".encode("koi8-r") * 50, kinds.UNKNOWN),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_file_is_what_its_bytes_say(tmp_path: Path, name: str) -> None:
    data, wanted = CASES[name]
    path = tmp_path / "innocent.jpg"
    path.write_bytes(data)
    assert kinds.identify(path) == wanted


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_file_that_was_cut_or_damaged_is_something(tmp_path: Path, name: str) -> None:
    data, _ = CASES[name]
    path, dice = tmp_path / "file", random.Random(name)
    for _ in range(40):
        broken = bytearray(data[: dice.randrange(len(data) + 1)])
        if broken:
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path.write_bytes(broken)
        assert len(kinds.identify(path)) == 2


def test_a_long_text_is_looked_at_in_its_middle_and_at_its_end_too(tmp_path: Path) -> None:
    path = tmp_path / "file"
    line = "Größe und Preis 你好\n".encode()
    whole = line * (5 * text_encoding.SAMPLE_BYTES // len(line))
    path.write_bytes(whole)
    assert kinds.identify(path)[0] == "text"
    path.write_bytes(whole + bytes(100))
    assert kinds.identify(path) == kinds.UNKNOWN
    path.write_bytes(whole[: len(whole) // 2] + bytes(100) + whole[len(whole) // 2 :])
    assert kinds.identify(path) == kinds.UNKNOWN
