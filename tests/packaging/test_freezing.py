"""The executable is frozen while other tests run, by one process, and nothing of that outlives the run."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.packaging import freezing
from tests.support.hosts.tiny_server import until

WANTS = ("program", "tmp_path")


def item(*fixtures: str, marks: tuple[str, ...] = ()) -> Any:
    return SimpleNamespace(fixturenames=fixtures, iter_markers=lambda name: [mark for mark in marks if mark == name])


@pytest.mark.parametrize(
    ("items", "worker", "due"),
    [
        ([item(), item(*WANTS)], "", True),
        ([item(*WANTS)], "gw0", True),
        ([item(*WANTS)], "gw1", False),
        ([item("tmp_path")], "", False),
        ([item(*WANTS, marks=("skip",))], "", False),
        ([], "gw0", False),
    ],
)
def test_the_first_process_begins_if_a_test_wants_the_executable(items: list[Any], worker: str, due: bool) -> None:
    pytest.importorskip("PyInstaller")
    assert freezing.is_due(items, worker) is due


@pytest.mark.skipif(os.name != "posix", reason="Windows has no groups of processes")
def test_a_run_that_is_over_ends_the_freezing_and_what_it_has_started(tmp_path: Path) -> None:
    import fcntl

    lock, begun = tmp_path / "lock", tmp_path / "begun"
    lock.touch()
    inner = f"import pathlib, time; pathlib.Path({str(begun)!r}).touch(); time.sleep(60)"
    # The lock is held by all that have inherited it, as that of make.py is.
    outer = f"""
import fcntl, os, subprocess, sys
lock = os.open({str(lock)!r}, os.O_RDWR)
fcntl.flock(lock, fcntl.LOCK_EX)
os.set_inheritable(lock, True)
subprocess.run([sys.executable, "-c", {inner!r}], close_fds=False)
"""
    ahead = freezing.Ahead([sys.executable, "-c", outer])
    try:
        until(begun.exists, "it has started another")
    finally:
        ahead.end()
    with lock.open("r+") as held:

        def is_free() -> bool:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        until(is_free, "all have ended")
