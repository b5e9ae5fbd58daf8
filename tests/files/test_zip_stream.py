"""Archives that are made while they are sent."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from chat_desktop.file_transfer import BLOCK_BYTES
from chat_desktop.files.zip_stream import Entry, ZipStream, safe_name, unique_names

CREATED = int(time.mktime((2026, 11, 29, 12, 30, 10, 0, 0, -1))) * 1000


def entry(folder: Path, name: str, data: bytes, created_at: int = CREATED) -> Entry:
    path = folder / f"{len(list(folder.iterdir()))}"
    path.write_bytes(data)
    return Entry(path, name, len(data), created_at)


def test_other_programs_read_what_was_sent(tmp_path: Path) -> None:
    files = {"Übersicht.txt": b"hello" * 50_000, "empty": b"", "한국.mp4": bytes(range(256)) * 1_000}
    stream = ZipStream([entry(tmp_path, name, data) for name, data in files.items()])
    pieces = list(stream.pieces())
    whole = b"".join(pieces)
    assert len(whole) == stream.length
    assert max(map(len, pieces)) < 2 * BLOCK_BYTES
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.infolist()[0].date_time == (2026, 11, 29, 12, 30, 10)
        assert archive.infolist()[0].external_attr >> 16 == 0o644


@pytest.mark.parametrize("names", [[], ["one"], ["a", "a", "ä" * 200]])
def test_the_length_is_known_before(tmp_path: Path, names: list[str]) -> None:
    stream = ZipStream([entry(tmp_path, name, b"x" * number) for number, name in enumerate(names)])
    assert stream.length == sum(map(len, stream.pieces()))


@pytest.mark.parametrize("limit", [10, 1_000, 100_000, 250_000])
def test_the_length_of_large_archives_is_known_too(tmp_path: Path, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is a limit of 2 GB otherwise."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    stream = ZipStream([entry(tmp_path, name, b"x" * size) for name, size in (("a", 9), ("b", 99_000), ("c", 200_000))])
    whole = b"".join(stream.pieces())
    assert len(whole) == stream.length
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert [info.file_size for info in archive.infolist()] == [9, 99_000, 200_000]
        assert archive.testzip() is None


def test_a_file_that_is_shorter_than_it_was_ends_the_archive(tmp_path: Path) -> None:
    short = entry(tmp_path, "a", b"x" * 100)
    short.path.write_bytes(b"x")
    with pytest.raises(OSError, match="shorter"):
        list(ZipStream([short]).pieces())


def test_a_file_that_has_grown_is_sent_as_it_was(tmp_path: Path) -> None:
    longer = entry(tmp_path, "a", b"x" * 100)
    longer.path.write_bytes(b"x" * 200)
    stream = ZipStream([longer])
    assert len(b"".join(stream.pieces())) == stream.length


def test_a_time_that_zip_cannot_hold_is_its_first(tmp_path: Path) -> None:
    whole = b"".join(ZipStream([entry(tmp_path, "a", b"", created_at=0)]).pieces())
    assert zipfile.ZipFile(io.BytesIO(whole)).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Übersicht.txt", "Übersicht.txt"),
        ("U\u0308bersicht.txt", "Übersicht.txt"),
        ("../../etc/passwd", "_.._.._etc_passwd"),
        ("C:\\Windows\\win.ini", "C__Windows_win.ini"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com¹.log", "_com¹.log"),
        ("console.txt", "console.txt"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("a\0b\nc", "a_b_c"),
        ("..", "file"),
        ("  ", "file"),
        ("", "file"),
        ("name. ", "name"),
        (".htaccess", "_.htaccess"),
        ("ä" * 200 + ".jpeg", "ä" * 125 + ".jpeg"),
        ("a" * 300, "a" * 255),
    ],
)
def test_names_are_safe_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_no_two_names_are_the_same() -> None:
    assert unique_names(["a.txt", "A.TXT", "a.txt", "a (2).txt", "b", "b"]) == [
        "a.txt", "A (2).TXT", "a (3).txt", "a (2) (2).txt", "b", "b (2)",
    ]  # fmt: skip
    assert {len(name.encode()) for name in unique_names(["x" * 300] * 12)} == {255}


@pytest.mark.parametrize("name", ["\U0001f468\u200d\U0001f469\u200d\U0001f467.png", "می\u200cخواهم.pdf"])
def test_what_joins_letters_and_emoji_stays_in_a_name(name: str) -> None:
    assert safe_name(name) == name
