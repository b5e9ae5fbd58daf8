"""Plays scenarios with a real window, a process each."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 120

Play = Callable[..., dict[str, Any]]


@pytest.fixture
def play(tmp_path: Path, own_port: str) -> Play:
    """Plays a scenario on a data folder that stays for the test, and gives back what was seen.

    The file `port` beside it names a port that stays for the test too."""
    if sys.platform.startswith("linux") and not importlib.util.find_spec("PySide6"):
        pytest.skip("the window's libraries are not installed")
    data = tmp_path / "data"
    data.mkdir()
    data.with_name("port").write_text(own_port)

    def play(scenario: str, program: str = "scenarios", **environment: str) -> dict[str, Any]:
        command = [sys.executable, "-m", f"tests.desktop.programs.{program}", scenario, str(data)]
        surroundings = {**os.environ, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", **environment}
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
        )
        assert done.returncode == 0, done.stderr
        seen: dict[str, Any] = json.loads(done.stdout)
        windows = ("window.json", "mine/visits/*/window.json", "data/own-window/window.json")
        place = next(found for window in windows for found in data.glob(window))
        seen["place"] = json.loads(place.read_text())
        return seen

    return play


@pytest.fixture(scope="session")
def x_server() -> Iterator[str]:
    """A virtual screen of our own, of a small laptop; the value of DISPLAY."""
    read, write = os.pipe()
    # Xvfb finds a free number itself and tells it.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()
