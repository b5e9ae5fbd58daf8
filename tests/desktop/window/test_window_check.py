"""The window is tried in a child process: an abort there is a sentence and the browser, not the end of the program."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chat_desktop import child_processes
from chat_desktop.child_processes import Finished
from chat_desktop.desktop import own_program
from chat_desktop.desktop.window import window_check
from chat_desktop.desktop.window.window_check import WindowCheck, failure_message, fingerprint
from tests.desktop.programs.driving import wait_until
from tests.support.running.xdg_open import XdgOpen

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Qt on Linux aborts")

ABORTED = Finished(-signal.SIGABRT, b"", b"qt.glx: no matching configuration\nCould not initialize GLX\n")
FINE = Finished(0, b"", b"GLX: No DRI3 Extension.\n")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Finished | None]:
    """What the child's ends are, from the last to the first; what is left was not asked for."""
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    ends: list[Finished | None] = []
    monkeypatch.setattr(own_program, "run", lambda *_, **__: ends.pop())
    return ends


def test_an_abort_of_the_child_is_a_sentence_at_every_start(tried: list[Finished | None], tmp_path: Path) -> None:
    tried[:] = [ABORTED, ABORTED]
    for _ in range(2):
        told = str(WindowCheck(tmp_path).why_no_window())
        assert told == "The window cannot be shown on this system: Could not initialize GLX."
    assert tried == []


def test_a_child_that_ends_well_or_in_no_time_keeps_no_window_back(
    tried: list[Finished | None], tmp_path: Path
) -> None:
    tried[:] = [FINE, None]
    assert WindowCheck(tmp_path).why_no_window() is None
    assert WindowCheck(tmp_path).why_no_window() is None
    assert tried == []


def test_there_is_no_trial_while_nothing_has_changed_since_a_window_was_shown(
    tried: list[Finished | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried[:] = [FINE]
    first = WindowCheck(tmp_path)
    assert first.why_no_window() is None
    first.shown()
    second = WindowCheck(tmp_path)  # an empty list would fail in its thread
    assert second.why_no_window() is None
    second.shown()
    tried[:] = [ABORTED]
    monkeypatch.setattr(window_check, "fingerprint", lambda: "after an update of the driver")
    assert WindowCheck(tmp_path).why_no_window() is not None


def test_a_window_that_was_tried_and_never_shown_is_tried_again(tried: list[Finished | None], tmp_path: Path) -> None:
    """It may abort itself, although the child did not."""
    tried[:] = [FINE]
    shown = WindowCheck(tmp_path)
    assert shown.why_no_window() is None
    shown.shown()
    assert WindowCheck(tmp_path).why_no_window() is None  # remembered; this window is never shown
    tried[:] = [ABORTED]
    assert WindowCheck(tmp_path).why_no_window() is not None


def test_whoever_chose_qts_platform_is_trusted(
    tried: list[Finished | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried[:] = [ABORTED]
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert WindowCheck(tmp_path).why_no_window() is None
    assert tried == [ABORTED]


@pytest.mark.parametrize(
    "change",
    [{"DISPLAY": ":9"}, {"LIBGL_ALWAYS_SOFTWARE": "1"}, {"QT_QUICK_BACKEND": "software"}, {"LD_LIBRARY_PATH": "/opt"}],
)
def test_the_fingerprint_moves_with_what_drivers_heed(monkeypatch: pytest.MonkeyPatch, change: dict[str, str]) -> None:
    monkeypatch.setattr(child_processes, "_AT_START", {"DISPLAY": ":0", "EDITOR": "vi"})
    before = fingerprint()
    monkeypatch.setattr(child_processes, "_AT_START", {"DISPLAY": ":0", "EDITOR": "ed"})
    assert fingerprint() == before
    monkeypatch.setattr(child_processes, "_AT_START", {"DISPLAY": ":0", **change})
    assert fingerprint() != before


def test_the_fingerprint_moves_with_the_installed_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "ld.so.cache"
    cache.write_text("one")
    monkeypatch.setattr(window_check, "_DRIVERS", (str(cache), str(tmp_path / "nowhere")))
    before = fingerprint()
    assert fingerprint() == before
    cache.write_text("and another")
    assert fingerprint() != before


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", ""),
        ("noise\nCould not initialize GLX\n\n", "Could not initialize GLX"),
        ("[1:1:0102/030405.6:FATAL:zygote.cc(127)] No usable sandbox!\n#0 0x7f12\n#1 0x7f13\n", "No usable sandbox!"),
        ("x" * 500, "x" * 200),
    ],
)
def test_the_reason_is_what_the_child_said_last(said: str, expected: str) -> None:
    assert failure_message(said) == expected


@pytest.mark.screen
@pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")
def test_a_driver_that_cannot_be_loaded_is_a_sentence_and_the_browser(x_server: str, tmp_path: Path) -> None:
    """Without its driver Qt aborts, and no Python could catch that."""
    opener = XdgOpen(tmp_path / "bin")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    surroundings = {
        "DISPLAY": x_server,
        "LIBGL_DRIVERS_PATH": str(tmp_path),
        "PATH": opener.path,
        "HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "chat_desktop", "--data", str(tmp_path / "data"), "--host", "127.0.0.1"]
    command += ["--port", "0", "--no-discovery", "--ready-file", str(tmp_path / "ready.json")]
    with (
        (tmp_path / "output").open("w+") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env={**kept, **surroundings}) as program,
    ):
        try:
            wait_until(lambda: opener.was_started() or program.poll() is not None, 90)
            assert program.poll() is None, (tmp_path / "output").read_text()
            assert opener.asked == [json.loads((tmp_path / "ready.json").read_text())["setup_url"]]
            program.send_signal(signal.SIGTERM)
            assert program.wait(30) == 0
        finally:
            program.kill()
        said = (tmp_path / "output").read_text()
    # What Qt or Chromium calls it depends on the driver; all their other words are in the log.
    first = said.splitlines()[0]
    assert re.fullmatch(
        r"The window cannot be shown on this system: .+\. The office opens in the browser instead\.", first
    )
