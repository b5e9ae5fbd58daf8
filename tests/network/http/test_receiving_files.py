"""Uploads: whole, cut, slow and refused ones, the right to them, and what they leave to others."""

import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.network.transfers import receiving
from chat_desktop.network.transfers.receiving import MIN_BYTES_PER_SECOND, RATE_SECONDS, SILENT_SECONDS, SlowClientClock
from tests.support.clocks.stopwatch import at_most
from tests.support.files.file_server import FileServer, file_server
from tests.support.hosts.tiny_server import until

MEGABYTE = 1 << 20
LARGE = 9 * MEGABYTE + 5


@pytest.fixture
def files(tmp_path: Path) -> Iterator[FileServer]:
    with file_server(tmp_path) as server:
        yield server


@pytest.mark.parametrize("size", [0, 1, 8_192, 70_000, receiving.SMALL_BYTES + 1, LARGE])
def test_a_whole_body_arrives_in_a_lane_and_the_connection_serves_on(files: FileServer, size: int) -> None:
    body = os.urandom(size)
    connection = files.wire()
    for _ in range(2):
        connection.ask("PUT", "/upload?hash=1", {"Content-Length": str(size)}, body)
        answer = connection.answer()
        assert (answer.status, answer.body.decode()) == (200, hashlib.sha256(body).hexdigest())
    assert connection.get("/").body == b"hello"
    assert files.received == [size, size]
    assert {name[:5] for name in files.threads} == ({"files"} if size else set())


def test_a_body_that_comes_in_small_pieces(files: FileServer) -> None:
    body = os.urandom(60_000)
    connection = files.begin_upload(len(body), b"", "/upload?hash=1")
    for start in range(0, len(body), 7_001):
        connection.send(body[start : start + 7_001])
        time.sleep(0.001)
    assert connection.answer().body.decode() == hashlib.sha256(body).hexdigest()


def test_the_next_request_may_follow_its_body_at_once(files: FileServer) -> None:
    body = os.urandom(300_000)
    connection = files.wire()
    connection.ask("PUT", "/upload?hash=1", body=body)
    connection.ask("GET", "/")
    assert connection.answer().body.decode() == hashlib.sha256(body).hexdigest()
    assert connection.answer().body == b"hello"


def test_a_client_that_waits_for_its_invitation_gets_it(files: FileServer) -> None:
    connection = files.begin_upload(400_000, b"", Expect="100-continue")
    assert connection.until(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.send(b"x" * 400_000)
    assert connection.answer().body == b"stored"


def test_a_client_that_waits_for_its_invitation_may_be_refused(files: FileServer) -> None:
    files.limit = 100
    connection = files.begin_upload(400_000, b"", Expect="100-continue")
    assert connection.answer().status == 413


# Cut ones


@pytest.mark.parametrize("resets", [False, True])
def test_a_body_that_is_cut_keeps_what_came(
    files: FileServer, resets: bool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    connection = files.begin_upload(LARGE, b"x" * MEGABYTE)
    until(lambda: files.upload.exists() and files.upload.stat().st_size == MEGABYTE)
    if resets:
        connection.reset()
    else:
        connection.close()
    until(lambda: files.received == [MEGABYTE])
    until(lambda: (files.running, files.thread.open_connections) == (0, 0))
    assert (caplog.records, capfd.readouterr().err) == ([], "")


def test_a_client_that_ends_its_side_is_cut_too(files: FileServer) -> None:
    connection = files.begin_upload(LARGE, b"x" * 1_000)
    connection.sock.shutdown(socket.SHUT_WR)
    until(lambda: files.received == [1_000])


def test_an_upload_that_is_taken_over_ends(files: FileServer) -> None:
    connection = files.begin_upload(LARGE, b"x" * MEGABYTE)
    until(lambda: files.running == 1)
    server = files.thread._server
    assert server is not None
    files.thread.call(lambda: next(iter(server.places._held)).cut())
    until(lambda: len(files.received) == 1)
    assert files.received[0] <= MEGABYTE
    assert connection.rest() == b""


def test_the_stop_keeps_what_came(files: FileServer) -> None:
    files.begin_upload(LARGE, b"x" * MEGABYTE)
    until(lambda: files.upload.exists() and files.upload.stat().st_size == MEGABYTE)
    with at_most(6.0):
        files.thread.stop(timeout=8.0)
    assert files.received == [MEGABYTE]


def test_a_greenlet_that_is_killed_waits_for_its_lane(files: FileServer) -> None:
    """The lane would otherwise use the number of a descriptor that another file has by then."""
    files.hold = threading.Event()
    files.begin_upload(LARGE, b"x" * MEGABYTE)
    until(lambda: files.threads)
    server = files.thread._server
    assert server is not None
    greenlet = next(iter(server.running))
    files.thread.call(lambda: greenlet.kill(block=False))
    assert files.wire().get("/").body == b"hello"
    assert not files.thread.call(lambda: greenlet.dead)
    files.hold.set()
    until(lambda: files.thread.call(lambda: greenlet.dead))


# Slow ones


def test_a_silent_client_is_cut(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "SILENT_SECONDS", 1.5)
    connection = files.begin_upload(LARGE, b"x" * 1_000)
    assert connection.rest() == b""
    until(lambda: files.received == [1_000])


def test_a_dripping_client_is_cut(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "RATE_SECONDS", 1.5)
    connection = files.begin_upload(LARGE, b"x")
    connection.sock.settimeout(0.1)
    deadline = time.monotonic() + 20
    while not files.received and time.monotonic() < deadline:
        try:
            connection.send(b"x")
            time.sleep(0.05)
        except OSError:
            break
    until(lambda: files.received)
    assert files.received[0] < 1_000


def test_a_slow_clock_counts_only_what_it_waited() -> None:
    clock = SlowClientClock()
    for _ in range(1_000):  # the host was slow, and waited for the client only shortly
        assert not clock.is_too_slow(0.001, 100)
    clock = SlowClientClock()
    assert not clock.is_too_slow(RATE_SECONDS, int(MIN_BYTES_PER_SECOND * RATE_SECONDS))
    assert clock.is_too_slow(RATE_SECONDS, int(MIN_BYTES_PER_SECOND * RATE_SECONDS) - 1)
    clock = SlowClientClock()
    assert not clock.is_too_slow(SILENT_SECONDS - 1, 0)
    assert not clock.is_too_slow(1, 1)
    assert not clock.is_too_slow(SILENT_SECONDS - 1, 0)
    assert clock.is_too_slow(1, 0)


# Refused ones


def test_a_body_over_the_limit_of_its_route_is_refused_before_it_is_read(files: FileServer) -> None:
    files.limit = MEGABYTE
    connection = files.wire()
    connection.ask("PUT", "/upload", {"Cookie": "who=ana"}, b"x" * (40 * MEGABYTE))
    answer = connection.answer()
    assert (answer.status, answer.headers["connection"]) == (413, "close")
    assert files.upload.stat().st_size == 0


@pytest.mark.parametrize("who", ["", "who=ana"])
def test_a_refused_body_ends_the_connection_and_the_client_reads_why(
    files: FileServer, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat_desktop.network.http.handler.LINGER_SECONDS", 60.0)  # as long as the sending takes
    connection = files.wire()
    connection.ask("PUT", "/refuse", {"Cookie": who}, b"x" * (12 * MEGABYTE))
    answer = connection.answer()
    assert (answer.status, answer.body, answer.headers["connection"]) == (409, b"no", "close")
    assert connection.rest() == b""


def test_what_the_writer_raises_ends_the_upload(files: FileServer, caplog: pytest.LogCaptureFixture) -> None:
    files.upload = Path(os.devnull, "no folder")
    connection = files.begin_upload(LARGE, b"x" * MEGABYTE)
    assert connection.answer().status == 500
    until(lambda: files.running == 0)


def test_other_routes_keep_their_limit(files: FileServer) -> None:
    connection = files.wire()
    connection.ask("POST", "/upload", {"Content-Length": str(LARGE)})
    assert connection.answer().status == 413


# The right to it, and others


def test_an_upload_ends_when_the_right_to_it_ends(files: FileServer) -> None:
    connection = files.begin_upload(LARGE, b"x" * MEGABYTE)
    until(lambda: files.asked >= 1, "asked although no byte comes")
    files.allowed = False
    until(lambda: files.received == [MEGABYTE])
    assert connection.rest() == b""


def test_uploads_leave_the_pages_of_their_person_alone(files: FileServer) -> None:
    for _ in range(10):
        files.begin_upload(LARGE, b"x" * 1_000, Cookie="who=ana")
    until(lambda: files.running == 10)
    assert files.get("/", Cookie="who=ana").body == b"hello"


def test_a_writer_that_hangs_holds_up_nobody_but_its_lane(files: FileServer) -> None:
    files.hold = threading.Event()
    files.path.write_bytes(b"y" * LARGE)
    files.begin_upload(LARGE, b"x" * MEGABYTE, Cookie="who=ana")
    until(lambda: files.threads)
    assert files.get("/", Cookie="who=ben").body == b"hello"
    assert len(files.get("/file", Cookie="who=ben").body) == LARGE
    assert files.received == []
    files.hold.set()


def test_bodies_that_stand_still_hold_no_thread(files: FileServer) -> None:
    stalled = [files.begin_upload(LARGE, b"x" * 1_000, Cookie=f"who={who}") for who in ("ana", "ben", "cleo") * 4]
    until(lambda: files.running == len(stalled))
    body = os.urandom(LARGE)
    connection = files.wire()
    connection.ask("PUT", "/upload?hash=1", {"Cookie": "who=dora"}, body)
    assert connection.answer().status == 200
    assert files.running == len(stalled)


def test_a_socket_tells_the_size_that_it_wakes_for_only_while_a_body_comes(files: FileServer) -> None:
    """Otherwise the next request, which is short, would never be read."""
    connection = files.wire()
    for _ in range(3):
        connection.ask("PUT", "/upload", {"Content-Length": str(2 * MEGABYTE)})
        connection.send(b"x" * MEGABYTE)
        until(lambda: files.running == 1)
        connection.send(b"x" * MEGABYTE)
        assert connection.answer().body == b"stored"
        assert connection.get("/").body == b"hello"
