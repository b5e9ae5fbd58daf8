"""The hub of a real host hangs: it is started again, with a report; what only looks like a hang is left alone."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.programs.driving import wait_until
from tests.support.cast import BEN
from tests.support.hosts.dying_host import NOTICED_SOON, WORDS
from tests.support.hosts.host_process import ServedHost

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGUSR2"), reason="the host is told by a signal to hang")
STOPPED_SECONDS = 4.0  # twice as long as a hang that this host gives up


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Callable[[str], ServedHost]]:
    served: list[ServedHost] = []

    def start(how: str) -> ServedHost:
        served.append(ServedHost(tmp_path, program=("-m", "tests.support.hosts.dying_host"), environment={"HANG": how}))
        return served[0].set_up()

    yield start
    for each in served:
        each.kill()


@pytest.mark.parametrize("how", ["compute", "wait"])
def test_it_serves_again_and_a_report_says_where_it_hung(hanging: Callable[[str], ServedHost], how: str) -> None:
    host = hanging(how)
    room = host.ana.home()
    ben = host.join(BEN).connect_socket()
    first = ben.post(room, WORDS)["seq"]
    host.process.send_signal(signal.SIGUSR2)
    wait_until(lambda: "The host serves again" in host.log)
    assert ben.until_closed() is None
    ben.drop()
    after = host.ana.connect_socket()
    assert after.post(room, "after")["seq"] == first + 1
    after.close()
    (report,) = (host.data / "logs").glob("report-*.txt")
    text = report.read_text("utf-8")
    assert text.startswith("The server did not answer for")
    assert f"in _{how}" in text, "the place at which it hung"
    assert WORDS not in text
    wait_until(lambda: "was started again" in host.errors)  # nothing of it is said while the host stops
    host.process.send_signal(signal.SIGTERM)
    assert host.process.wait(timeout=30) == 0
    assert "Traceback" not in host.errors


def test_a_process_that_was_stopped_for_long_goes_on(hanging: Callable[[str], ServedHost]) -> None:
    """As while the computer sleeps, or in a debugger that stops the whole process."""
    host = hanging("not")
    ana = host.ana.connect_socket()
    ana.post(host.ana.home(), "before")  # what is imported at the first message takes longer
    host.process.send_signal(signal.SIGUSR2)
    wait_until(lambda: NOTICED_SOON in host.log)
    host.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, host.process.pid, os.WSTOPPED)
    time.sleep(STOPPED_SECONDS)
    host.process.send_signal(signal.SIGCONT)
    for number in range(5):
        assert ana.post(host.ana.home(), f"awake {number}")["seq"] == number + 2
        time.sleep(0.2)  # longer than a beat, in which it would be given up
    ana.close()
    assert "An error has ended the server" not in host.log
    assert not list((host.data / "logs").glob("report-*.txt"))
