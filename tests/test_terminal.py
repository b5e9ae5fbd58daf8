"""What comes to the terminal: every character, our own words alone, and no failure when it is gone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chat_desktop import terminal

ROOT = Path(__file__).parents[1]
posix = pytest.mark.skipif(os.name == "nt", reason="a windowed program has no standard error on Windows")


def run(program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-c", program, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False, timeout=30
    )


def test_a_character_that_the_terminal_lacks_is_no_failure() -> None:
    program = "from chat_desktop import terminal as t; t.set_up(); t.print_line('“B\u00fcro”'); t.print_error('\u2588')"
    done = run(program, PYTHONIOENCODING="ascii:strict")
    assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (0, b"?B?ro?", b"?")


class Stream:
    def __init__(self, tty: bool) -> None:
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


def test_into_a_pipe_windows_writes_utf_8() -> None:
    assert terminal._encoding(Stream(tty=False), "win32") == {"encoding": "utf-8", "errors": "replace"}
    assert "encoding" not in terminal._encoding(Stream(tty=True), "win32")
    assert "encoding" not in terminal._encoding(Stream(tty=False), "linux")


@posix
def test_a_reader_that_has_gone_away_is_no_failure() -> None:
    read, write = os.pipe()
    os.close(read)
    lines = "t.print_line('x' * 100_000); t.print_line('y'); t.print_error('z')"
    program = f"from chat_desktop import terminal as t; t.set_up(); {lines}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=write, stderr=write, check=False)
    os.close(write)
    assert done.returncode == 0


def test_without_streams_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.set_up()
    terminal.print_line("x")
    terminal.print_error("x")


LIBRARY = """
import logging, os, pathlib, subprocess, sys
from chat_desktop import log, terminal
log.FILE_BYTES = int(sys.argv[2])
log.set_up(pathlib.Path(sys.argv[1]), libraries_too=True)
os.write(2, b"vulkan: first\\n")
for number in range(int(sys.argv[3])):
    logging.getLogger("x").info("entry %d", number)
os.write(2, b"vulkan: last\\n")
subprocess.run([sys.executable, "-c", "import os; os.write(2, b'child: words')"], check=True)
logging.getLogger("x").error("cried")
terminal.print_error("A sentence.")
os.abort()
"""


@posix
@pytest.mark.parametrize(("most_bytes", "entries"), [(1_000_000, 1), (2_000, 100)], ids=["one file", "begun anew"])
def test_what_libraries_write_is_in_the_log_and_our_words_on_the_terminal(
    tmp_path: Path, most_bytes: int, entries: int
) -> None:
    """Also what they write last, and after the log was begun anew."""
    done = run(LIBRARY, str(tmp_path), str(most_bytes), str(entries))
    assert b"vulkan" not in done.stderr
    assert b"child" not in done.stderr
    assert b"cried" in done.stderr
    assert done.stderr.endswith(b"A sentence.\n")
    newest = (tmp_path / "logs" / "chat-desktop.log").read_text("utf-8")
    assert "vulkan: last\nchild: words" in newest
    assert ("vulkan: first" in newest) == (entries == 1)


def test_a_folder_that_cannot_be_written_leaves_the_libraries_their_terminal(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in its place")
    program = LIBRARY.replace("os.abort()", "")
    assert b"vulkan: last" in run(program, str(tmp_path / "data"), "1000", "1").stderr
