"""The thread of the server dies of an error, really: pages are cut, it serves again, and it gives up in the end."""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat_desktop.runtime.program import crash, restarts
from tests.desktop.programs.driving import wait_until
from tests.support.cast import BEN
from tests.support.hosts.dying_host import WORDS
from tests.support.hosts.host_process import ServedHost

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="the host is told by a signal to die")


@pytest.fixture
def host(tmp_path: Path) -> Iterator[ServedHost]:
    served = ServedHost(tmp_path, program=("-m", "tests.support.hosts.dying_host"))
    try:
        yield served.set_up()
    finally:
        served.kill()


def log_of(host: ServedHost) -> str:
    return (host.data / "logs" / "chat-desktop.log").read_text("utf-8")


def times(host: ServedHost, words: str) -> Callable[[], int]:
    return lambda: log_of(host).count(words)


def die(host: ServedHost) -> None:
    before = times(host, "The host serves again")()
    host.process.send_signal(signal.SIGUSR1)
    wait_until(lambda: times(host, "The host serves again")() > before)


def test_it_serves_again_at_the_same_port_and_open_pages_are_cut(host: ServedHost) -> None:
    ben = host.join(BEN).connect_socket()
    began = time.monotonic()
    die(host)
    # A page without this would wait for its next ping.
    assert ben.until_closed() is None
    ben.drop()
    again = host.ana.get("/api/host").expect()  # with the session of before
    assert again["data"] == str(host.data)
    print(f"it serves again after {time.monotonic() - began:.2f} s")
    (report,) = (host.data / "logs").glob("report-*.txt")
    text = report.read_text("utf-8")
    assert text.startswith("An error has ended the server: RuntimeError.")
    assert "server.py" in text
    assert WORDS not in text


def test_what_was_stored_is_there_and_writing_goes_on(host: ServedHost) -> None:
    room = host.ana.home()
    before = host.ana.connect_socket()
    first = before.post(room, "before")["seq"]
    die(host)
    after = host.ana.connect_socket()
    assert after.post(room, "after")["seq"] == first + 1
    before.drop()
    after.close()


def test_it_gives_up_with_an_exit_status_of_its_own(host: ServedHost) -> None:
    for _ in range(restarts.MOST_RESTARTS):
        die(host)
    host.process.send_signal(signal.SIGUSR1)
    assert host.process.wait(timeout=30) == restarts.GAVE_UP
    assert crash.GIVEN_UP in host.errors
    assert not (host.data / "host.json").exists()


def test_it_stops_in_order_after_a_restart(host: ServedHost) -> None:
    die(host)
    host.process.send_signal(signal.SIGTERM)
    assert host.process.wait(timeout=30) == 0
    assert "Traceback" not in host.errors
