"""A start that fails tells the person who double-clicked."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chat_desktop import child_processes, terminal
from chat_desktop.desktop import message_box, own_program
from chat_desktop.desktop.window import display

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 60
TITLE = "^Chat Desktop$"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a dialog of Linux")
needs_screen = pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb, xdotool")


def eventually(look: Callable[[], str]) -> str:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def ask(display: str, *command: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    return done.stdout


def close_dialog(display: str, process: "subprocess.Popen[str]") -> None:
    """Presses Escape in the dialog until the program has ended, as often as its window is not ready for it yet."""
    eventually(lambda: windows(display))
    eventually(lambda: "ended" if process.poll() is not None else _press(display))


def windows(display: str) -> str:
    return ask(display, "xdotool", "search", "--onlyvisible", "--name", TITLE).strip()


def _press(display: str) -> str:
    for window in windows(display).splitlines():  # another test's window may not have gone yet
        ask(display, "xdotool", "windowfocus", window, "key", "--window", window, "Escape")
    return ""


@contextmanager
def started(data: Path, display: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program as by a double click: on a screen, without a terminal."""
    command = [sys.executable, "-m", "chat_desktop", *arguments, "--data", str(data)]
    surroundings = {**os.environ, "HOME": str(data.parent), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, text=True, **streams) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


@linux
@needs_screen
@pytest.mark.screen
def test_a_port_that_is_taken_is_said_in_a_dialog(tmp_path: Path, x_server: str) -> None:
    if not importlib.util.find_spec("PySide6"):  # an import would change the environment of all later hosts
        pytest.skip("the window's libraries are not installed")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with started(tmp_path / "data", x_server, "run", "--host", "127.0.0.1", "--port", port) as process:
            close_dialog(x_server, process)
            assert process.wait(LIMIT_SECONDS) == 2
            assert process.stderr is not None
            assert port in process.stderr.read()


@linux
def test_serving_without_a_window_shows_no_dialog(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("nonsense = 1")
    with started(tmp_path, ":nothing", "serve") as process:
        assert process.wait(LIMIT_SECONDS) == 2


@linux
def test_where_qt_cannot_start_a_program_of_the_desktop_shows_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    for name, status in (("zenity", 255), ("kdialog", 0), ("xmessage", 0)):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\nfor last; do :; done\necho "{name}: $last" >> {asked}\nexit {status}\n')
        program.chmod(0o755)
    monkeypatch.setitem(child_processes._AT_START, "PATH", str(tmp_path))
    monkeypatch.setattr(own_program, "command", lambda: ["/bin/false"])
    monkeypatch.setattr(display, "has_screen", lambda: True)
    assert message_box.show("The port 80 is <taken>.")
    # The first one could not show it, and the last one is not needed.
    assert asked.read_text().splitlines() == ["zenity: The port 80 is <taken>.", "kdialog: The port 80 is <taken>."]


@linux
def test_without_a_screen_no_dialog_is_tried() -> None:
    assert not message_box.show("The port 80 is taken.")


def test_a_person_sees_a_terminal_unless_a_launcher_has_started_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        closed = False

        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert not terminal.is_seen()
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert terminal.is_seen()
    monkeypatch.setenv("GIO_LAUNCHED_DESKTOP_FILE_PID", str(os.getpid()))
    assert not terminal.is_seen()
