"""A signal to stop is never lost, whenever it comes and whichever thread the system gives it to."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chat_desktop.config import Config
from chat_desktop.runtime import headless

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
