"""Starts to freeze the executable while other tests run, so that it is there when the first one asks for it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# What is current is taken as it is. A lock in make.py lets one process freeze at a time.
COMMAND = [sys.executable, str(ROOT / "build" / "make.py"), "--if-changed"]


def is_due(items: Iterable[pytest.Item], worker: str) -> bool:
    """In one process of a run: all workers collect the same tests, and none knows which of them it will be given."""
    if worker not in ("", "gw0") or util.find_spec("PyInstaller") is None:
        return False
    return any(is_wanted(item) for item in items)


def is_wanted(item: pytest.Item) -> bool:
    return "program" in getattr(item, "fixturenames", ()) and not any(item.iter_markers("skip"))


class Ahead:
    """A process that freezes in the background. What it says does not matter: the fixture asks again, and waits."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def end(self) -> None:
        """With all that it has started, if the run was over before it."""
        if self.process.poll() is None:
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGTERM)
            else:
                self.process.terminate()
        self.process.wait(20)
