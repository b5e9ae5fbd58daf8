"""A signal to stop is never lost, whenever it comes and whichever thread the system gives it to."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.runtime import headless
from chat_desktop.runtime.program.crash import Crash
from tests.support.hosts.tiny_server import until

ROOT = Path(__file__).parents[2]

# The signal comes while the main thread sleeps, and the system is made to give it to another.
TO_ANOTHER_THREAD = """
import os, signal, threading, time
from chat_desktop.runtime.headless import Stop
stop = Stop()
main = threading.main_thread().native_id
def asleep():
    return open(f"/proc/self/task/{main}/stat").read().rsplit(")", 1)[1].split()[0] == "S"
def strike():
    for _ in range(200):
        if asleep():
            break
        time.sleep(0.01)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    time.sleep(30)
threading.Thread(target=strike, daemon=True).start()
stop.wait()
os._exit(7)
"""
BEFORE = """
import os, signal
from chat_desktop.runtime.headless import Stop
stop = Stop()
os.kill(os.getpid(), signal.SIGTERM)
stop.wait()
assert stop.asked()
os._exit(7)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("program", [TO_ANOTHER_THREAD, BEFORE], ids=["to another thread", "before"])
def test_a_signal_to_stop_ends_the_waiting(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=dict(os.environ), check=False, timeout=20)
    assert done.returncode == 7


class ClosedDuringItsStart:
    """A host that is asked to close before `start` returns."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.close_window: Callable[[], None] = lambda: None

    def start(self) -> None:
        self.close_window()

    def stop(self) -> None:
        pass


def test_who_asks_for_the_end_during_the_start_is_heard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    heard: list[bool] = []
    monkeypatch.setattr(headless, "stop_signals", tuple)
    monkeypatch.setattr(headless, "Host", ClosedDuringItsStart)
    monkeypatch.setattr(headless, "serve", lambda host, stop: heard.append(stop.asked()))
    headless.run(Config(data=tmp_path))
    assert heard == [True]


class CrashesDuringItsStart:
    """A host whose server ends before the first `start` returns, or before it fails."""

    made: list["CrashesDuringItsStart"]
    fails = False

    def __init__(self, config: Config) -> None:
        self.config, self.port, self.starts = config, 8765, 0
        self.crashed: Callable[[BaseException], None] = lambda error: None
        self.made.append(self)

    def start(self) -> None:
        self.starts += 1
        if self.starts > 1:
            return
        self.crashed(RuntimeError("at once"))
        if self.fails:
            raise StartError("server_does_not_run")

    def stop(self, reason: str = "") -> None:
        pass


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> type[CrashesDuringItsStart]:
    kind = type("Crashing", (CrashesDuringItsStart,), {"made": []})
    monkeypatch.setattr(headless, "stop_signals", tuple)
    monkeypatch.setattr(headless, "Host", kind)
    return kind


def test_a_server_that_ends_during_the_start_is_started_again_and_that_is_told(
    crashing: type[CrashesDuringItsStart], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[Crash] = []
    monkeypatch.setattr(headless, "tell", lambda crash, stop: told.append(crash))
    monkeypatch.setattr(headless, "serve", lambda host, stop: until(lambda: told))
    headless.run(Config(data=tmp_path))
    assert ([each.is_restarted for each in told], crashing.made[0].starts) == ([True], 2)


def test_a_start_that_fails_is_not_tried_again_because_the_server_had_ended(
    crashing: type[CrashesDuringItsStart], tmp_path: Path
) -> None:
    crashing.fails = True
    with pytest.raises(StartError):
        headless.run(Config(data=tmp_path))
    until(lambda: "restart" not in [thread.name for thread in threading.enumerate()])
    assert crashing.made[0].starts == 1


def test_an_office_without_an_owner_can_be_set_up_from_another_computer(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the program has no window, this computer may have no browser either."""
    host: Any = SimpleNamespace(
        newer=None,
        office_name="Nord",
        url="http://127.0.0.1:8765",
        lan_urls=["http://192.0.2.2:8765", "http://198.51.100.7:8765"],
        setup_url="http://127.0.0.1:8765/setup#TOKEN",
        join_url="http://192.0.2.2:8765/join#CODE",
        fingerprint_numbers=[],
    )
    headless.say(host)
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in printed if line.endswith("#TOKEN")] == [
        "http://127.0.0.1:8765/setup#TOKEN",
        "http://192.0.2.2:8765/setup#TOKEN",
    ]
