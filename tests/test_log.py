"""The log: private to the person who runs the host, and never in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def log_into(data: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the root logger is everybody's."""
    program = (
        "import logging, pathlib, sys; from chat_desktop import log; log.set_up(pathlib.Path(sys.argv[1]));"
        "logging.getLogger('x').info('said'); logging.getLogger('x').error('cried')"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(data)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_the_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    """The log is the first to need it, and what comes into it later are password hashes and everyone's messages."""
    old = os.umask(0o022)
    try:
        log_into(tmp_path / "deep" / "data")
    finally:
        os.umask(old)
    assert (tmp_path / "deep" / "data").stat().st_mode & 0o077 == 0


def test_all_is_in_the_file_and_only_errors_on_the_terminal(tmp_path: Path) -> None:
    done = log_into(tmp_path)
    written = (tmp_path / "logs" / "chat-desktop.log").read_text("utf-8")
    assert "INFO x: said" in written
    assert "ERROR x: cried" in written
    assert "cried" in done.stderr
    assert "said" not in done.stderr


def test_a_folder_that_cannot_be_written_leaves_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in its place")
    assert "cried" in log_into(tmp_path / "data").stderr
