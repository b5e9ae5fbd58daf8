"""The server thread and what one HTTP connection may ask of it."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import gevent
import pytest

from chat_desktop.errors import StartError
from chat_desktop.network.http import ports, server
from chat_desktop.network.http.handler import UNSENT_BYTES
from chat_desktop.network.http.hub import jobs as hub_jobs
from chat_desktop.network.http.ports import listen
from chat_desktop.network.http.server import ServerThread
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.held_port import held_port
from tests.support.hosts.tiny_server import TinyOffice, tiny_office, until


@pytest.fixture
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.fixture
def thread() -> Iterator[ServerThread]:
    served = ServerThread("127.0.0.1", 0)
    served.start(lambda: app)
    yield served
    served.stop()


# Ports


def test_the_port_is_bound_before_anything_is_started() -> None:
    served = ServerThread("127.0.0.1", 0)
    with pytest.raises(StartError, match=f"Port {served.port} is in use by another program"):
        ServerThread("127.0.0.1", served.port)
    served.stop()


def test_without_a_port_the_last_one_comes_first_and_then_the_next_that_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with contextlib.ExitStack() as held:
        taken = held.enter_context(listen("127.0.0.1", 0))
        first = taken.getsockname()[1]
        preferred = int(held.enter_context(held_port()))
        monkeypatch.setattr(ports, "FIRST_PORT", first)
        monkeypatch.setattr(ports, "LAST_PORT", first)
        with held.enter_context(listen("127.0.0.1", preferred=preferred)) as chosen:
            assert chosen.getsockname()[1] == preferred
        with pytest.raises(StartError, match="are all in use"):
            listen("127.0.0.1")
        monkeypatch.setattr(ports, "LAST_PORT", min(first + 50, 65_535))
        with listen("127.0.0.1") as chosen:
            assert first < chosen.getsockname()[1] <= first + 50


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", 65_536, "65536 is not a port"),
        ("127.0.0.1", -1, "-1 is not a port"),
        ("203.0.113.7", 0, "This computer doesn't have the address 203.0.113.7"),
        ("no.such.name.invalid", 0, "This computer doesn't have the address"),
    ],
)
def test_what_cannot_be_bound_is_said_in_a_sentence(host: str, port: int, sentence: str) -> None:
    with pytest.raises(StartError, match=sentence):
        listen(host, port)


# The thread


def test_it_answers_when_start_returns_and_not_any_more_when_stop_does(thread: ServerThread) -> None:
    with socket.create_connection(("127.0.0.1", thread.port)) as sock:
        sock.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert sock.makefile("rb").read().endswith(b"ok")
    running = thread._thread
    assert running is not None
    thread.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", thread.port))
    assert not running.is_alive()


def test_an_application_that_cannot_be_made_is_raised_by_start() -> None:
    def broken() -> Any:
        raise StartError("There is no application.")

    served = ServerThread("127.0.0.1", 0)
    with pytest.raises(StartError, match="There is no application"):
        served.start(broken)
    with pytest.raises(StartError):
        served.call(int)
    served.stop()


@pytest.mark.parametrize("is_given_before", [True, False], ids=["before the end", "during the end"])
def test_a_job_that_is_given_while_the_hub_ends_fails_at_once(
    thread: ServerThread, monkeypatch: pytest.MonkeyPatch, is_given_before: bool
) -> None:
    begun, given = threading.Event(), threading.Event()
    finish, job = thread._finish, hub_jobs.Job(int)

    def finish_late(hub: Any, wake: Any) -> None:
        begun.set()
        assert given.wait(30)
        finish(hub, wake)

    class SlowJob:
        """Is made in the moment in which the hub ends."""

        def __new__(cls, *_: Any) -> Any:
            if not is_given_before:
                given.set()
                until(lambda: thread._wake is None)
            return job

    monkeypatch.setattr(thread, "_finish", finish_late)
    thread.post(thread._stopped.set)
    assert begun.wait(30)
    monkeypatch.setattr(server, "Job", SlowJob)
    assert thread._post(int) is job
    given.set()
    with at_most(5.0), pytest.raises(StartError):
        job.result(30)


def test_call_runs_on_the_hub_and_brings_back_the_result_or_the_error(thread: ServerThread) -> None:
    assert thread.call(lambda: threading.current_thread().name) == "server"
    assert thread.call(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        thread.call(divmod, 7, 0)
    with pytest.raises(TimeoutError):
        thread.call(gevent.sleep, 5, timeout=0.05)


def test_posted_work_begins_in_the_order_in_which_it_was_posted(thread: ServerThread) -> None:
    done: list[int] = []
    for number in range(1000):
        thread.post(done.append, number)
    thread.call(int)
    assert done == list(range(1000))


def test_a_stop_tells_everybody_first_and_stays_within_its_time(thread: ServerThread) -> None:
    with socket.create_connection(("127.0.0.1", thread.port)) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        while not idle.recv(65_536).endswith(b"ok"):
            pass
        order: list[str] = []
        began = time.monotonic()
        thread.stop(lambda: order.append("told"), timeout=20.0)
        assert time.monotonic() - began < 10.0, "an idle connection is not waited for"
        assert order == ["told"]
        assert idle.recv(1) == b""
    thread.stop()  # twice is once


def test_a_stop_does_not_wait_for_a_farewell_that_hangs(thread: ServerThread, caplog: Any) -> None:
    began = time.monotonic()
    thread.stop(lambda: gevent.sleep(60), timeout=0.5)
    assert time.monotonic() - began < 20.0


def test_a_request_that_the_stop_ends_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    asked = threading.Event()

    def endless(environ: dict[str, Any], start_response: Any) -> Any:
        asked.set()
        gevent.sleep(60)

    served = ServerThread("127.0.0.1", 0)
    served.start(lambda: endless)
    with socket.create_connection(("127.0.0.1", served.port)) as sock:
        sock.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert asked.wait(30)
        served.stop(timeout=0.1)
    assert caplog.records == []


def test_a_failing_greenlet_is_logged_without_its_request(
    thread: ServerThread, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    thread.call(lambda: gevent.spawn(divmod, 1, 0) and None)
    until(lambda: caplog.records)
    assert caplog.records[0].message == "a greenlet failed"
    assert capfd.readouterr().err == ""


def test_it_starts_without_asking_for_the_name_of_its_address() -> None:
    """pywsgi would: seconds, where no name server answers."""
    program = (
        "import socket; socket.getfqdn = None\n"
        "import gevent.socket; gevent.socket.getfqdn = None\n"
        "from chat_desktop.network.http.server import ServerThread\n"
        "s = ServerThread('127.0.0.1', 0); s.start(lambda: print); s.stop(); print('served')"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (told.stdout, told.stderr) == ("served\n", "")


def test_a_server_on_ipv6_answers_on_ipv4_too() -> None:
    listener = listen("::", 0)
    try:
        with socket.create_connection(("127.0.0.1", listener.getsockname()[1]), timeout=5) as caller:
            assert caller.getpeername()[0] == "127.0.0.1"
    finally:
        listener.close()


@pytest.mark.parametrize("kind", [SystemExit, SystemError, RuntimeError])
def test_no_exception_of_a_greenlet_ends_the_server(
    office: TinyOffice, kind: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise kind("in a greenlet")

    office.thread.call(lambda: gevent.spawn(fail) and None)
    until(lambda: "a greenlet failed" in caplog.text, "the log")
    assert office.wire().get("/").body == b"hello"
    assert office.thread.call(lambda: "alive") == "alive"


PIECE = b"x" * 16_384


@pytest.mark.skipif(not hasattr(socket, "TCP_NOTSENT_LOWAT"), reason="this system has no such bound")
def test_the_kernel_holds_little_of_an_answer_that_is_not_read() -> None:
    made = [0]

    def endless(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        while True:
            made[0] += len(PIECE)
            yield PIECE

    served = ServerThread("127.0.0.1", 0)
    served.start(lambda: endless)
    with contextlib.closing(socket.socket()) as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        reader.connect(("127.0.0.1", served.port))
        reader.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        until(lambda: stands_still(served))
        assert made[0] <= 4 * UNSENT_BYTES
    served.stop(timeout=0.5)


def stands_still(served: ServerThread) -> bool:
    """Whether somebody has been waited for for long."""
    assert served._server is not None
    return any(time.monotonic() - since > 0.3 for since in list(served._server.connections._waiting.values()))
