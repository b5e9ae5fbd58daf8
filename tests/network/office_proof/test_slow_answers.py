"""Whoever asks an address that somebody has named does not wait for ever for who answers there."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from chat_desktop.network.office_proof import verify_office

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"


class Stranger:
    """Answers as `answer` does, until the test ends."""

    def __init__(self, answer: Callable[[socket.socket], None]) -> None:
        self._answer, self.answered = answer, 0  # how often it could say all of it
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self._answer(connection)
                    self.answered += 1
                except OSError:
                    continue  # nobody reads any more

    def end(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)


def slow_body(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    for _ in range(600):
        connection.sendall(b" ")
        time.sleep(0.02)


def slow_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(600):
        connection.sendall(b"x")
        time.sleep(0.02)


def nothing(connection: socket.socket) -> None:
    connection.close()


@pytest.fixture
def stranger(request: pytest.FixtureRequest) -> Iterator[Stranger]:
    made = Stranger(request.param)
    yield made
    made.end()


@pytest.fixture(autouse=True)
def _nobody_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another test may have asked at the same port."""
    monkeypatch.setattr(verify_office, "_silent", {})


@pytest.mark.parametrize("stranger", [slow_body, slow_head], indirect=True)
def test_who_answers_byte_by_byte_is_left_at_a_deadline(stranger: Stranger) -> None:
    assert verify_office.ask(stranger.origin, timeout=0.3) is None
    assert stranger.answered == 0


@pytest.mark.parametrize("stranger", [nothing], indirect=True)
def test_an_address_at_which_nobody_answers_is_logged_once(
    stranger: Stranger, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        for _ in range(5):
            assert verify_office.ask(stranger.origin) is None
    assert [stranger.origin in record.message for record in caplog.records] == [True]


def test_another_reason_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for why in ("RemoteDisconnected", "ConnectionResetError", "RemoteDisconnected"):
            verify_office._note_silence("http://192.0.2.7:1", why)
    assert len(caplog.records) == 1


def test_addresses_of_all_kinds_do_not_fill_the_memory() -> None:
    for number in range(2 * verify_office.MOST_SILENT):
        verify_office._note_silence(f"http://192.0.2.1:{number}", "TimeoutError")
    assert len(verify_office._silent) == verify_office.MOST_SILENT
