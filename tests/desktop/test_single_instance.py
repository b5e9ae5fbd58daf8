"""A second start finds the first, and says the word that only this folder knows."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.desktop.single_instance import raise_first
from chat_desktop.storage.folder_lock import AlreadyHeld, FolderLock, hold
from tests.support.clocks.stopwatch import at_most


class First(http.server.HTTPServer):
    """A first host that knows one secret, and notes how it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, str | None, Any]] = []
        self.raised: Any = True


class Answer(http.server.BaseHTTPRequestHandler):
    server: First

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Origin"], body))
        known = body == {"secret": "word"}
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(json.dumps({"ok": known, "raised": known and self.server.raised}).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def first() -> Iterator[First]:
    server = First()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[FolderLock]:
    it = hold(tmp_path)
    yield it
    it.release()


def second_start(data: Path) -> AlreadyHeld:
    with pytest.raises(AlreadyHeld) as refused:
        hold(data)
    return refused.value


def test_a_second_start_raises_the_first_window(first: First, held: FolderLock, tmp_path: Path) -> None:
    held.publish(first.server_port, "word")
    assert raise_first(second_start(tmp_path)).raised
    origin = f"http://127.0.0.1:{first.server_port}"
    assert first.asked == [("/api/desktop/raise", origin, {"secret": "word"})]


def test_a_first_start_that_is_still_coming_up_is_waited_for(first: First, held: FolderLock, tmp_path: Path) -> None:
    refused = second_start(tmp_path)
    threading.Timer(0.2, held.publish, (first.server_port, "word")).start()
    assert raise_first(refused).raised


def test_a_host_without_a_window_is_told_apart(first: First, held: FolderLock, tmp_path: Path) -> None:
    first.raised = False
    held.publish(first.server_port, "word")
    assert not raise_first(second_start(tmp_path)).raised


def test_a_wrong_word_raises_nothing(first: First, held: FolderLock, tmp_path: Path) -> None:
    held.publish(first.server_port, "guess")
    assert not raise_first(second_start(tmp_path)).raised


def test_a_host_that_does_not_answer_is_given_up(held: FolderLock, tmp_path: Path) -> None:
    held.publish(1, "word")
    assert not raise_first(second_start(tmp_path), patience=0.2).raised


def test_a_host_that_never_serves_is_given_up_in_time(held: FolderLock, tmp_path: Path) -> None:
    with at_most(2.5, "without a patience of its own it waits three seconds"):
        assert not raise_first(second_start(tmp_path), patience=0.2).raised
