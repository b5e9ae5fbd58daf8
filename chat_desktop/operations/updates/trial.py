"""Starts the new program after an update, and has the old one come back when it does not serve for a minute.

This runs in the old program, which lies beside the new one until then. On Linux it also exchanges the folders again;
on Windows, where nobody can rename the folder of a program that runs, the installer does that between `serves` and
`go_back`.
"""

import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat_desktop import background, child_processes
from chat_desktop.atomic_write import rename_over
from chat_desktop.errors import StartError
from chat_desktop.operations.updates import outcome, program_folder
from chat_desktop.operations.updates.plan import Plan

DATABASE = "chat.db"
TAKEN_BACK, NOT_REPLACED = "update_taken_back", "update_folder_in_use"
LOOK_SECONDS = 0.1
STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Times:
    """Within how many seconds the new program has to serve, and for how many."""

    start: float = 120.0
    serve: float = 60.0


def run(plan: Plan, times: Times | None = None) -> bool:
    """Starts the new program and returns whether it has served; otherwise the old one runs again."""
    old = program_folder.old(plan.folder)
    if serves(plan, times):
        shutil.rmtree(old, ignore_errors=True)
        return True
    program_folder.put_back(plan.folder, old)
    go_back(plan)
    return False


def serves(plan: Plan, times: Times | None = None) -> bool:
    """Starts the new program and returns whether it has served for long enough. One that has not is ended."""
    plan.health_file.unlink(missing_ok=True)
    process = _start(plan, f"--ready-file={plan.health_file}")
    if process is None:
        return False
    if _has_served(plan, process, times or Times()):
        background.start("updated program", process.wait)
        outcome.forget(plan.data)
        return True
    _end(process)
    return False


def go_back(plan: Plan) -> None:
    """Starts the old program, which is in its place again, with the database from before the new one changed it."""
    _put_back_database(plan)
    start_again(plan, plan.refused(TAKEN_BACK))


def start_again(plan: Plan, why: StartError) -> None:
    """Starts the old program as it was before. Its owner reads WHY."""
    outcome.keep(plan.data, why)
    before = _start(plan)
    if before is not None:
        background.start("program before the update", before.wait)


def _put_back_database(plan: Plan) -> None:
    copy = plan.data / f"{DATABASE}.before-{plan.after}"
    if plan.before == plan.after or not copy.is_file():
        return
    # What was written in the meantime is kept beside it.
    for suffix in ("", "-wal", "-shm"):
        file = plan.data / f"{DATABASE}{suffix}"
        if file.exists():
            rename_over(file, plan.data / f"{DATABASE}.after-{plan.after}{suffix}")
    rename_over(copy, plan.data / DATABASE)


def _start(plan: Plan, *more: str) -> "child_processes.Process | None":
    command: Sequence[str] = [str(program_folder.program(plan.folder)), *plan.words, f"--data={plan.data}", *more]
    try:
        return child_processes.start(command)
    except OSError:
        return None


def _has_served(plan: Plan, process: "child_processes.Process", times: Times) -> bool:
    """Waits until the program has served long enough. One that ends is a failure, unless it served and was closed."""
    if not _becomes(lambda: _is_serving(plan), process, times.start):
        return False
    _becomes(lambda: False, process, times.serve)
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


def _is_serving(plan: Plan) -> bool:
    try:
        return bool(json.loads(plan.health_file.read_text())["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _end(process: "child_processes.Process") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except child_processes.TimeoutExpired:
        process.kill()
        process.wait()
