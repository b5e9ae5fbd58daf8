"""Streams of bytes that are made while they are sent, and everything by TLS."""

import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.network.tls.certificates import Certificates
from chat_desktop.network.transfers import sending
from tests.support.files.file_server import MEGABYTE, SLOW, FileServer, file_server
from tests.support.hosts.tiny_server import until


@pytest.fixture
def files(tmp_path: Path) -> Iterator[FileServer]:
    with file_server(tmp_path) as server:
        yield server


def test_a_stream_is_sent_in_chunks_and_the_connection_serves_on(files: FileServer) -> None:
    files.pieces = (bytes([number]) * (number % 3 * 100_000) for number in range(30))
    expected = b"".join(bytes([number]) * (number % 3 * 100_000) for number in range(30))
    connection = files.wire()
    connection.ask("GET", "/stream")
    assert b"transfer-encoding: chunked" in connection.until(b"\r\n\r\n").lower()
    got = b""
    while size := int(connection.until(b"\r\n"), 16):
        got += connection.exactly(size)
        assert connection.exactly(2) == b"\r\n"
    assert connection.exactly(2) == b"\r\n"
    assert got == expected
    assert connection.get("/").body == b"hello"


def test_a_stream_of_known_length(files: FileServer) -> None:
    files.pieces = iter([b"ab", b"", b"cde"])
    answer = files.get("/stream?length=5")
    assert (answer.body, answer.headers["connection"]) == (b"abcde", "close")


def test_a_stream_is_made_only_as_fast_as_it_is_read_and_not_on_the_hub(files: FileServer) -> None:
    made, makers, ended = [0], set(), threading.Event()

    def endless() -> Iterator[bytes]:
        try:
            while True:
                made[0] += 1
                makers.add(threading.current_thread().name[:5])
                yield b"x" * 65_536
        finally:
            ended.set()

    files.pieces = endless()
    reader = files.slow_reader(target="/stream")
    until(lambda: files.running == 1)
    until(lambda: stands_still(made), "the client reads nothing")
    assert made[0] * 65_536 < 16 * MEGABYTE  # what the kernels of both sides buffer
    assert makers == {"files"}
    reader.reset()
    assert ended.wait(10)
    until(lambda: files.running == 0)


def stands_still(made: list[int]) -> bool:
    before = made[0]
    time.sleep(0.3)
    return made[0] == before


def test_a_stream_that_fails_is_cut_and_said_to_us_alone(files: FileServer, caplog: pytest.LogCaptureFixture) -> None:
    def failing() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise ValueError("in the middle")

    files.pieces = failing()
    connection = files.wire()
    connection.ask("GET", "/stream")
    rest = connection.rest()
    assert b"in the middle" not in rest
    assert not rest.endswith(b"0\r\n\r\n")
    assert "could not be sent to its end" in caplog.text


# TLS


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    made = Certificates(tmp_path_factory.mktemp("tls"), None, lambda: ["127.0.0.1"], lambda: "The office")
    made.prepare()
    return made


def test_files_and_streams_arrive_by_tls(tmp_path: Path, certificates: Certificates) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with file_server(tmp_path, tls=lambda: certificates.context) as files:
        whole = files.fill(6 * MEGABYTE + 3)
        connection = files.wire()
        connection.sock = trusting.wrap_socket(connection.sock)
        secure = {"Origin": connection.origin.replace("http:", "https:")}
        connection.ask("GET", "/file", secure)
        assert connection.answer().body == whole
        connection.ask("GET", "/file", {"Range": "bytes=-100", **secure})
        assert connection.answer().body == whole[-100:]
        connection.ask("PUT", "/upload?hash=1", secure, whole)
        assert (connection.answer().status, files.upload.read_bytes() == whole) == (200, True)
        files.pieces = iter([whole[:100_000], whole[100_000:200_000]])
        connection.ask("GET", "/stream?length=200000", secure)
        assert connection.answer().body == whole[:200_000]


def test_a_client_of_tls_that_reads_nothing_is_cut(
    tmp_path: Path, certificates: Certificates, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sending, "UNREAD_SECONDS", 1.0)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with file_server(tmp_path, tls=lambda: certificates.context) as files:
        files.fill(40 * MEGABYTE)
        connection = files.wire(SLOW)
        connection.sock = trusting.wrap_socket(connection.sock)
        connection.ask("GET", "/file")
        connection.until(b"\r\n\r\n")
        until(lambda: (files.running, files.thread.open_connections) == (0, 0), "the client is cut")
        assert caplog.records == []
