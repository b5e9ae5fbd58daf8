"""What transfers may use: memory, threads and files, and nothing of the time of the hub."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.network.http import descriptors
from chat_desktop.network.transfers import places, sending, wire
from chat_desktop.network.transfers.lanes import LANES
from tests.support.files.file_server import MEGABYTE, FileServer, file_server
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import until

SMALLER, LARGER = 1_024 * MEGABYTE, 10_240 * MEGABYTE
MOST_GROWTH_BYTES = 16 * MEGABYTE
SIZES = [SMALLER, pytest.param(LARGER, marks=pytest.mark.long)]


@pytest.fixture
def files(tmp_path: Path) -> Iterator[FileServer]:
    with file_server(tmp_path) as server:
        yield server


# The time of the hub


def test_a_disk_that_hangs_holds_up_nobody(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that waited for the disk would answer nothing before `go`."""
    files.fill(3 * MEGABYTE)
    begun, go = threading.Event(), threading.Event()
    opened = sending.FileSource.open

    def hang(self: sending.FileSource) -> None:
        begun.set()
        go.wait(20)
        opened(self)

    monkeypatch.setattr(sending.FileSource, "open", hang)
    connection = files.wire()
    connection.ask("GET", "/file", {"Cookie": "who=ana"})
    until(begun.is_set)
    for _ in range(20):
        assert files.get("/", Cookie="who=ben").body == b"hello"
    assert not go.is_set()
    go.set()
    assert len(connection.answer().body) == 3 * MEGABYTE


@pytest.mark.skipif(not hasattr(os, "sendfile"), reason="this system has no sendfile")
def test_a_lane_that_sends_holds_up_nobody(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    files.fill(3 * MEGABYTE)
    begun, go = threading.Event(), threading.Event()
    send_file = wire.PlainWire.send_file

    def hang(self: wire.PlainWire, *words: Any) -> int:
        begun.set()
        go.wait(20)
        return send_file(self, *words)

    monkeypatch.setattr(wire.PlainWire, "send_file", hang)
    connection = files.wire()
    connection.ask("GET", "/file", {"Cookie": "who=ana"})
    until(begun.is_set)
    for _ in range(20):
        assert files.get("/", Cookie="who=ben").body == b"hello"
    go.set()
    assert len(connection.answer().body) == 3 * MEGABYTE


def test_a_piece_that_takes_long_holds_up_nobody(files: FileServer) -> None:
    begun, go = threading.Event(), threading.Event()

    def pieces() -> Iterator[bytes]:
        begun.set()
        go.wait(20)
        yield b"made"

    files.pieces = pieces()
    connection = files.wire()
    connection.ask("GET", "/stream?length=4")
    until(begun.is_set)
    assert files.get("/", Cookie="who=ben").body == b"hello"
    go.set()
    assert connection.answer().body == b"made"


def test_forty_slow_downloads_keep_nobody_waiting(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "UNREAD_SECONDS", 600.0)
    files.fill(40 * MEGABYTE)
    slow = [files.slow_reader(f"person{number % 4}") for number in range(40)]
    until(lambda: files.running == len(slow))
    for number in range(40):
        assert files.get("/", Cookie=f"who=person{number % 5}").body == b"hello"
    assert len(files.get("/bare?start=0&stop=2000000", Cookie="who=ben").body) == 2_000_000
    until(lambda: files.running == len(slow))
    until(lambda: sum(each.name.startswith("files ") for each in threading.enumerate()) <= LANES, "no more lanes")


# Numbers


def test_a_person_who_has_all_their_places_waits_and_is_told(
    files: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MAX_PER_ACCOUNT", 2)
    monkeypatch.setattr(places, "STALLED_SECONDS", 0.1)
    monkeypatch.setattr(places, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(places.Places, "_make_room", lambda self, account: None)
    whole = files.fill(40 * MEGABYTE)
    slow = [files.slow_reader() for _ in range(2)]
    answer = files.get(Cookie="who=ana")
    assert (answer.status, answer.code) == (429, "rate_limited")
    assert int(answer.headers["retry-after"]) >= 1
    connection = files.begin_upload(MEGABYTE, b"", Cookie="who=ana")
    assert connection.answer().status == 429
    assert files.get("/bare?start=0&stop=10", Cookie="who=ana").body == whole[:10]  # a small range needs no place
    for reader in slow:
        reader.close()
    until(lambda: files.running == 0)
    assert files.get("/bare?start=0&stop=2000000", Cookie="who=ana").body == whole[:2_000_000]


@pytest.mark.parametrize(("allowed", "transfers"), [(32_768, 256), (10_240, 256), (1_024, 64), (256, 16), (160, 10)])
def test_the_number_of_transfers_follows_the_files_that_may_be_open(allowed: int, transfers: int) -> None:
    assert descriptors.transfer_limit(allowed) == transfers


# Memory


def resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def read_all(connection: RawConnection, size: int) -> int:
    """Reads and drops the body, and returns the most memory meanwhile."""
    connection.until(b"\r\n\r\n")
    space, most = bytearray(MEGABYTE), 0
    left, looked = size - len(connection._rest), size
    while left:
        count = connection.sock.recv_into(space, min(left, MEGABYTE))
        assert count
        left -= count
        if looked - left >= 16 * MEGABYTE:
            looked, most = left, max(most, resident())
    return most


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", ["sendfile", "blocks"])
def test_a_download_needs_no_memory(files: FileServer, size: int, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire.PlainWire, "sends_files", way == "sendfile")
    files.fill(3 * MEGABYTE)
    files.get()
    with files.path.open("r+b") as sparse:
        sparse.truncate(size)
    before = resident()
    connection = files.wire()
    connection.ask("GET", "/file")
    assert read_all(connection, size) - before <= MOST_GROWTH_BYTES


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("size", SIZES)
def test_an_upload_needs_no_memory(files: FileServer, size: int) -> None:
    files.upload = Path(os.devnull)
    piece = bytes(MEGABYTE)
    warm = files.wire()
    warm.ask("PUT", "/upload", body=3 * piece)
    warm.answer()
    before, most = resident(), 0
    connection = files.begin_upload(size, b"")
    for number in range(size // MEGABYTE):
        connection.send(piece)
        if number % 16 == 0:
            most = max(most, resident())
    assert connection.answer().body == b"stored"
    assert files.received[-1] == size
    assert most - before <= MOST_GROWTH_BYTES
