"""What a person at a terminal sees when the window opens: nothing that is not ours."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 50

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not importlib.util.find_spec("PySide6"), reason="needs Qt's libraries"
)


def test_what_the_windows_libraries_write_is_in_the_log_and_a_closed_terminal_closes_the_window(tmp_path: Path) -> None:
    """Qt tells about its plug-ins here, so that it writes something on every computer."""
    data, said = tmp_path / "data", tmp_path / "terminal.txt"
    environment = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "QT_DEBUG_PLUGINS": "1"}
    command = [sys.executable, "-m", "chat_desktop", "--host", "127.0.0.1", "--port", "0", "--no-discovery"]
    log = data / "logs" / "chat-desktop.log"
    with (
        said.open("wb") as terminal,
        subprocess.Popen(
            [*command, "--data", str(data)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=terminal,
            stderr=terminal,
        ) as process,
    ):
        try:
            deadline = time.monotonic() + LIMIT_SECONDS
            while not (log.is_file() and "plugin" in log.read_text("utf-8")):
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.05)
            process.send_signal(signal.SIGHUP)
            assert process.wait(LIMIT_SECONDS) == 0
        finally:
            process.kill()
    assert said.read_text("utf-8") == ""
    assert not (data / "host.json").exists()
