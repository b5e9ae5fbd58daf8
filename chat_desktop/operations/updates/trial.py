"""Starts the new program after an update, and puts the old one back when it does not serve for a minute.

This runs in the old program, which lies beside the new one until then.
"""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chat_desktop import background, child_processes
from chat_desktop.atomic_write import rename_over
from chat_desktop.operations.updates import program_folder

DATABASE = "chat.db"
LOOK_SECONDS = 0.1
STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Trial:
    """An update that is being tried. `before` and `after` are the numbers of the newest change of the tables."""

    folder: Path
    data: Path
    words: Sequence[str]
    before: str
    after: str
    start_seconds: float = 120.0
    serve_seconds: float = 60.0

    @property
    def health_file(self) -> Path:
        """The ready file of the new program, which exists while it serves."""
        return self.data / "update-health.json"

    @property
    def command(self) -> list[str]:
        """The words that start the program."""
        return [str(self.folder / "chat-desktop"), *self.words, "--data", str(self.data)]


def run(trial: Trial) -> bool:
    """Starts the new program and returns whether it has served; otherwise the old one runs again."""
    trial.health_file.unlink(missing_ok=True)
    process = _start([*trial.command, "--ready-file", str(trial.health_file)])
    if process is not None and _has_served(trial, process):
        background.start("updated program", process.wait)
        shutil.rmtree(program_folder.old(trial.folder), ignore_errors=True)
        return True
    if process is not None:
        _end(process)
    put_back(trial)
    before = _start(trial.command)
    if before is not None:
        background.start("program before the update", before.wait)
    return False


def put_back(trial: Trial) -> None:
    """Puts the old program back, and the database from before the new one has changed its tables."""
    program_folder.put_back(trial.folder, program_folder.old(trial.folder))
    copy = trial.data / f"{DATABASE}.before-{trial.after}"
    if trial.before == trial.after or not copy.is_file():
        return
    # What was written in the meantime is kept beside it.
    for suffix in ("", "-wal", "-shm"):
        file = trial.data / f"{DATABASE}{suffix}"
        if file.exists():
            rename_over(file, trial.data / f"{DATABASE}.after-{trial.after}{suffix}")
    rename_over(copy, trial.data / DATABASE)


def _start(command: list[str]) -> "child_processes.Process | None":
    try:
        return child_processes.start(command)
    except OSError:
        return None


def _has_served(trial: Trial, process: "child_processes.Process") -> bool:
    """Waits until the program has served long enough. One that ends is a failure, unless it served and was closed."""
    if not _becomes(lambda: _is_serving(trial), process, trial.start_seconds):
        return False
    _becomes(lambda: False, process, trial.serve_seconds)
    return process.returncode in (None, 0)


def _becomes(condition: Callable[[], bool], process: "child_processes.Process", seconds: float) -> bool:
    """Returns whether the condition becomes true in time. A program that has ended is asked once more."""
    end = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None:
            return condition()
        if time.monotonic() >= end:
            return False
        time.sleep(LOOK_SECONDS)
    return True


def _is_serving(trial: Trial) -> bool:
    try:
        return bool(json.loads(trial.health_file.read_text())["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _end(process: "child_processes.Process") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except child_processes.TimeoutExpired:
        process.kill()
        process.wait()
