"""Files and streams that are sent: ranges, slow and cut clients, the right to it, the stop, the bounds."""

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.network.http import file_bodies
from chat_desktop.network.transfers import permission, sending, turns, wire
from tests.support.clocks.stopwatch import at_most
from tests.support.files.file_server import MEGABYTE, FileServer, file_server
from tests.support.hosts.tiny_server import until

WAYS = ["sendfile", "blocks"]


@pytest.fixture
def files(tmp_path: Path) -> Iterator[FileServer]:
    with file_server(tmp_path) as server:
        yield server


@pytest.fixture(params=WAYS)
def each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems with `sendfile`, and as on Windows."""
    if request.param == "blocks":
        monkeypatch.setattr(wire.PlainWire, "sends_files", False)
    elif not hasattr(os, "sendfile"):
        pytest.skip("this system has no sendfile")


@pytest.mark.usefixtures("each_way")
@pytest.mark.parametrize("size", [0, 1, file_bodies.SMALL_BYTES, file_bodies.SMALL_BYTES + 1, 9 * MEGABYTE + 3])
def test_a_whole_file_arrives_and_the_connection_serves_on(files: FileServer, size: int) -> None:
    whole = files.fill(size)
    connection = files.wire()
    for _ in range(2):
        answer = connection.get("/file")
        assert (answer.status, answer.headers["content-length"]) == (200, str(size))
        assert answer.headers["content-type"] == "video/mp4"
        assert answer.body == whole
    assert connection.get("/").body == b"hello"
    until(lambda: files.running == 0)


LARGE = 3 * MEGABYTE


@pytest.mark.usefixtures("each_way")
@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-1", 206, 0, 2),  # what Safari asks first
        ("bytes=5-", 206, 5, LARGE),
        (f"bytes=7-{2 * MEGABYTE}", 206, 7, 2 * MEGABYTE + 1),
        (f"bytes={LARGE - 1}-{LARGE + 5}", 206, LARGE - 1, LARGE),
        ("bytes=-10", 206, LARGE - 10, LARGE),
        (f"bytes=-{2 * LARGE}", 206, 0, LARGE),
        ("bytes=0-1,5-6", 200, 0, LARGE),
        ("items=0-1", 200, 0, LARGE),
        ("bytes=b-a", 200, 0, LARGE),
    ],
)
def test_ranges(files: FileServer, asked: str, status: int, start: int, stop: int) -> None:
    whole = files.fill(LARGE)
    answer = files.get(Range=asked)
    assert answer.status == status
    assert answer.headers.get("content-range") == (f"bytes {start}-{stop - 1}/{LARGE}" if status == 206 else None)
    assert answer.body == whole[start:stop]


def test_a_range_behind_the_end_is_refused_with_the_size(files: FileServer) -> None:
    files.fill(10)
    answer = files.get(Range="bytes=10-")
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */10")
    assert answer.code == "invalid"


def test_a_range_of_another_version_is_the_whole_and_a_known_version_nothing(files: FileServer) -> None:
    whole = files.fill(10)
    assert files.get(Range="bytes=0-1", If_Range='"v1"').body == whole[:2]
    for other in ('"v0"', 'W/"v1"', "Sat, 28 Nov 2026 00:00:00 GMT"):
        answer = files.get(Range="bytes=0-1", If_Range=other)
        assert (answer.status, answer.body) == (200, whole)
    answer = files.get(If_None_Match='"v1"')
    assert (answer.status, answer.headers["etag"], answer.body) == (304, '"v1"', b"")


def test_head_tells_the_size_and_sends_nothing(files: FileServer) -> None:
    files.fill(LARGE)
    connection = files.wire()
    connection.ask("HEAD", "/file")
    head = connection.until(b"\r\n\r\n").decode("latin-1").lower()
    assert f"content-length: {LARGE}\r\n" in head
    assert "accept-ranges: bytes\r\n" in head
    assert connection.get("/").body == b"hello"


def test_requests_that_are_sent_at_once_are_answered_in_order(files: FileServer) -> None:
    whole = files.fill(LARGE)
    connection = files.wire()
    for target in ("/file", "/", "/file"):
        connection.ask("GET", target)
    assert connection.answer().body == whole
    assert connection.answer().body == b"hello"
    assert connection.answer().body == whole


# Files that fail


@pytest.mark.parametrize("size", [1, LARGE])
def test_a_file_that_is_not_there_is_an_error_and_no_half_answer(
    files: FileServer, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = files.get(f"/bare?start=0&stop={size}")
    assert (answer.status, answer.code) == (500, "internal")
    assert str(files.folder) not in answer.body.decode()
    assert "A file cannot be" in caplog.text


def test_a_file_that_is_too_short_is_an_error(files: FileServer, caplog: pytest.LogCaptureFixture) -> None:
    files.fill(LARGE)
    assert files.get(f"/bare?start=0&stop={LARGE + 1}").status == 500
    assert caplog.records


@pytest.mark.skipif(not hasattr(os, "sendfile"), reason="this system has no sendfile")
def test_a_file_on_a_disk_without_sendfile_is_sent_in_blocks(
    files: FileServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def refuse(*words: int) -> int:
        tries.append(1)
        raise OSError(errno.EINVAL, "no sendfile here")

    monkeypatch.setattr(os, "sendfile", refuse)
    whole = files.fill(3 * MEGABYTE)
    assert files.get().body == whole
    assert (tries, caplog.records) == ([1], [])


@pytest.mark.usefixtures("each_way")
def test_a_file_that_shrinks_while_it_is_sent_ends_the_connection(
    files: FileServer, caplog: pytest.LogCaptureFixture
) -> None:
    files.fill(40 * MEGABYTE)
    reader = files.slow_reader()
    os.truncate(files.path, MEGABYTE)
    assert len(reader.rest()) < 40 * MEGABYTE
    until(lambda: "could not be sent to its end" in caplog.text)
    until(lambda: files.running == 0)


# Slow clients and clients that go


@pytest.mark.usefixtures("each_way")
def test_a_client_that_reads_nothing_is_cut(
    files: FileServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sending, "UNREAD_SECONDS", 1.0)
    files.fill(40 * MEGABYTE)
    reader = files.slow_reader()
    until(lambda: files.thread.open_connections == 0, "the client is cut")
    assert len(reader.rest()) < 40 * MEGABYTE
    assert (files.running, caplog.records) == (0, [])


def test_a_slow_reader_gets_every_byte(files: FileServer) -> None:
    whole = files.fill(3 * MEGABYTE)
    reader = files.slow_reader()
    for start in range(0, len(whole), 65_536):
        assert reader.exactly(65_536) == whole[start : start + 65_536]


@pytest.mark.usefixtures("each_way")
def test_a_client_that_goes_leaves_nothing_behind(
    files: FileServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    files.fill(40 * MEGABYTE)
    for reader in [files.slow_reader() for _ in range(3)]:
        reader.reset()
    until(lambda: (files.running, files.thread.open_connections) == (0, 0))
    assert open_count(files.path) == 0
    assert (caplog.records, capfd.readouterr().err) == ([], "")


def open_count(path: Path) -> int:
    """How many descriptors of this process are of the file."""
    if not Path("/proc/self/fd").is_dir():
        return 0
    count = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            count += descriptor.readlink() == path
    return count


def test_downloads_leave_the_pages_of_their_person_alone(files: FileServer) -> None:
    """Each other request has one of six permits (concurrency.py)."""
    files.fill(40 * MEGABYTE)
    readers = [files.slow_reader() for _ in range(10)]
    assert files.get("/", Cookie="who=ana").body == b"hello"
    assert len(readers) == files.running


# The right to it


def test_a_download_ends_when_the_right_to_it_ends(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permission, "ASK_SECONDS", 0.0)
    # A turn of usual length can send the whole rest to this fast client.
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.0)
    files.fill(40 * MEGABYTE)
    reader = files.slow_reader()
    reader.exactly(MEGABYTE)
    files.allowed = False
    received = len(reader.rest())
    assert received < 39 * MEGABYTE
    until(lambda: files.running == 0)


def test_a_download_that_stands_still_is_asked_for_too(files: FileServer) -> None:
    files.fill(40 * MEGABYTE)
    reader = files.slow_reader()
    until(lambda: files.asked >= 1, "asked although no byte moves")
    files.allowed = False
    until(lambda: files.running == 0)
    assert len(reader.rest()) < 40 * MEGABYTE


# The stop


def test_the_stop_does_not_wait_for_transfers(files: FileServer) -> None:
    files.fill(40 * MEGABYTE)
    readers = [files.slow_reader() for _ in range(3)]
    with at_most(6.0):
        files.thread.stop(timeout=8.0)
    for reader in readers:
        assert len(reader.rest()) < 40 * MEGABYTE
    until(lambda: not [each for each in threading.enumerate() if each.name.startswith("files ")], "the lanes end")


def test_a_small_file_is_read_once_for_all_who_get_it(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, read = files.fill(30_000), sending.FileSource.read
    reads: list[sending.FileSource] = []

    def counted(source: sending.FileSource) -> bytes:
        reads.append(source)
        return read(source)

    monkeypatch.setattr(sending.FileSource, "read", counted)
    assert [files.get().body for _ in range(3)] == [whole] * 3
    assert len(reads) == 1
