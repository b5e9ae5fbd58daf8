"""Whether the hub of a server hangs: what counts as a hang, what does not, and what happens to the server then."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chat_desktop.errors import StartError
from chat_desktop.network.http.hub import watch
from chat_desktop.network.http.hub.watch import BEAT_SECONDS, LATE_SECONDS, MISSED, HubHung, HubWatch
from chat_desktop.network.http.server import ServerThread
from tests.support.hosts.tiny_server import until


class Hub:
    """A hub that answers when the test says so, and a clock of its own."""

    def __init__(self, thread: threading.Thread | None = None) -> None:
        self.now, self.gave_up = 0.0, list[HubHung]()
        self.answers = list[Callable[[], None]]()
        self.watch = HubWatch(
            thread or threading.current_thread(), self.answers.append, self.gave_up.append, lambda: self.now
        )

    def look(self, times: int = 1, after: float = BEAT_SECONDS) -> None:
        for _ in range(times):
            self.now += after
            self.watch.look()

    def answer(self) -> None:
        self.answers.pop()()


def test_a_hub_that_does_not_answer_is_given_up_once() -> None:
    hub = Hub()
    hub.look(MISSED)
    assert not hub.gave_up
    hub.look(5)
    assert len(hub.gave_up) == 1
    assert len(hub.answers) == 1, "it is asked once, however long it takes"


def test_a_slow_answer_is_an_answer() -> None:
    hub = Hub()
    for _ in range(3):
        hub.look(MISSED)
        hub.answer()
    assert not hub.gave_up


def test_what_holds_up_the_watch_too_is_no_hang() -> None:
    """The computer slept, the process was stopped, or the garbage collector worked."""
    hub = Hub()
    for _ in range(4):
        hub.look(MISSED - 1)
        hub.look(after=BEAT_SECONDS + LATE_SECONDS + 0.1)
    assert not hub.gave_up
    hub.look(MISSED)
    assert hub.gave_up


def test_a_thread_in_a_debugger_does_not_hang() -> None:
    leave, is_in = threading.Event(), threading.Event()

    def stops_at_a_breakpoint() -> None:
        frame = sys._getframe()
        frame.f_trace = lambda *_: None  # as pdb.set_trace() leaves it
        is_in.set()
        leave.wait(10)

    thread = threading.Thread(target=stops_at_a_breakpoint)
    thread.start()
    assert is_in.wait(10)
    hub = Hub(thread)
    hub.look(3 * MISSED)
    assert not hub.gave_up
    leave.set()
    thread.join()


@pytest.fixture
def thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerThread]:
    monkeypatch.setattr(watch, "BEAT_SECONDS", 0.05)
    served = ServerThread("127.0.0.1", 0)
    yield served
    served.stop()


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def compute(goes_on: threading.Event) -> None:
    while not goes_on.is_set():
        pass


def wait(goes_on: threading.Event) -> None:
    goes_on.wait()


@pytest.mark.parametrize("hang", [compute, wait])
def test_a_server_that_hangs_ends_and_gives_its_port_back(
    thread: ServerThread, hang: Callable[[threading.Event], None]
) -> None:
    told, goes_on = list[BaseException](), threading.Event()
    thread.on_crash = told.append
    thread.start(lambda: app)
    thread.post(hang, goes_on)
    until(lambda: bool(told))
    assert isinstance(told[0], HubHung)
    with pytest.raises(StartError):
        thread.call(time.monotonic)
    again = ServerThread("127.0.0.1", thread.port)
    again.start(lambda: app)
    goes_on.set()  # what waits in the system ends when that answers
    server = thread._thread
    assert server is not None
    server.join(10)
    assert not server.is_alive()
    assert again.call(lambda: 1) == 1, "the end of the old hub does not touch the new one"
    again.stop()


def test_an_endless_loop_is_ended(thread: ServerThread) -> None:
    thread.start(lambda: app)
    thread.post(compute, threading.Event())
    server = thread._thread
    assert server is not None
    server.join(10)
    assert not server.is_alive()
