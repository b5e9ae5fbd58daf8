"""The command that reads collections of strange files: what it counts, and what it calls a fault."""

import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import __main__ as corpus
from benchmarks.corpus import sources
from benchmarks.corpus.measured import Outcome, Reader
from chat_desktop.files.made import Made
from chat_desktop.files.pictures import PictureMaker
from tests.support.files.sample_files import encoded, exif, picture

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    folder = tmp_path / "made"
    folder.mkdir()
    found = Reader(folder)
    yield found
    found.close()


def given(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.jpg").write_bytes(encoded(picture(), "JPEG", exif=exif(6)))
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    (folder / "a.svg").write_bytes(b"<svg/>")
    (folder / "a.c").write_bytes(b"int main;")
    (folder / "empty.png").touch()
    return folder


def test_a_folder_is_read_and_nothing_of_it_tells_where_it_was_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corpus.main([str(given(tmp_path / "given"))]) == 0
    said = capsys.readouterr().out
    assert "| given | 1 | 0 | 0 | 1 | 1 | 0 |" in said
    assert "Never decoded, and saved when they are opened: svg" in said


def test_what_was_left_in_a_picture_is_told(reader: Reader, tmp_path: Path) -> None:
    path = given(tmp_path / "given") / "a.jpg"
    assert reader.read(path).told == ()
    assert "GPSInfo" in reader._told(path, Made("made", "image", served="same"))


def test_a_process_that_dies_is_told(reader: Reader, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = given(tmp_path / "given") / "a.jpg"
    reader._start()
    reader._start = lambda: None  # type: ignore[method-assign]
    command = [sys.executable, "-c", "import os, sys; sys.stdin.readline(); os.abort()"]
    maker = PictureMaker(tmp_path / "made", command)
    maker._ready()
    reader.close()
    reader._maker = maker
    found = reader.read(path)
    assert found.ended
    assert corpus.tell([found, Outcome(path, "made", "image")]) == 1
    assert f"ended the process: {path}" in capsys.readouterr().out


def test_an_archive_puts_nothing_outside_its_folder(tmp_path: Path) -> None:
    place, folder = tmp_path / "source.tar.gz", tmp_path / "unpacked"
    with tarfile.open(place, "w:gz") as archive:
        for name in ("../outside.png", "/tmp/outside.png", "inside/a.png"):
            member = tarfile.TarInfo(name)
            member.size = 5
            archive.addfile(member, io.BytesIO(b"hello"))
        link = tarfile.TarInfo("link.png")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = [path.relative_to(folder) for path in sources.files_of(sources.unpacked(place, folder))]
    assert Path("inside/a.png") in found
    assert not (tmp_path / "outside.png").exists()
    assert Path("link.png") not in found
    with pytest.raises(ValueError, match="no folder and no archive"):
        sources.unpacked(Path(__file__), folder)
