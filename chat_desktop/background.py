"""Threads of the program: each has a name, and an exception that ends one is in the log.

    start("browser", open_by_system, url)             one piece of work in a thread of its own
    TaskQueue("host tasks")                           many pieces, one after the other, in the order of `submit`
    Repeated("address watch", 2.0, look)              one piece, again and again
    Restarted("writer", serve, answer_waiting)        one that never ends, and begins again when it fails
    abandon(thread), leave(status)                    the end of a program whose thread does not end

Every thread of the program is made here; a test sees to that.
"""

import contextlib
import heapq
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from chat_desktop.guard import guarded

log = logging.getLogger(__name__)

STOP_SECONDS = 5.0  # how long a stop waits for what runs
RESTART_SECONDS = 0.2  # before what has failed begins again


def thread(name: str, function: Callable[..., Any], *args: Any) -> threading.Thread:
    """A thread that is not started yet. It is a daemon: work that hangs does not keep a program that is over."""
    return threading.Thread(target=_run_logged, args=(name, function, args), name=name, daemon=True)


def start(name: str, function: Callable[..., Any], *args: Any) -> threading.Thread:
    """Runs `function(*args)` in a thread of its own and returns at once. Raises RuntimeError when the system has no
    thread to give."""
    started = thread(name, function, *args)
    started.start()
    return started


class TaskQueue:
    """Runs tasks one after the other in one thread: what is submitted later happens later.

    A task that fails is logged, and the next one follows.
    """

    def __init__(self, name: str) -> None:
        self._tasks: list[tuple[float, int, str, Callable[[], Any]]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = thread(name, self._run)

    def start(self) -> None:
        self._thread.start()

    def submit(self, name: str, task: Callable[[], Any], after_seconds: float = 0.0) -> None:
        """From any thread; never waits. After `stop` nothing is accepted any more.

        A task that is put off takes the place of one of the same name that was put off before: retries do not add up.
        """
        with self._changed:
            if self._stopping:
                log.debug("The task %s came after the shutdown", name)
                return
            if after_seconds:
                self._tasks = [one for one in self._tasks if one[2] != name or one[0] <= time.monotonic()]
                heapq.heapify(self._tasks)
            # The number keeps the order of tasks that are due at the same instant.
            heapq.heappush(self._tasks, (time.monotonic() + after_seconds, next(self._numbers), name, task))
            self._changed.notify()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Finishes the tasks that are due, for SECONDS at most, then drops the rest."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)
        with self._changed:
            self._tasks.clear()
        if self._thread.is_alive():
            log.warning("The thread %s was still at work when the program stopped", self._thread.name)

    def _run(self) -> None:
        while (task := self._next()) is not None:
            _run_logged(*task, ())

    def _next(self) -> tuple[str, Callable[[], Any]] | None:
        with self._changed:
            while True:
                wait = self._tasks[0][0] - time.monotonic() if self._tasks else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._tasks)[2:]
                if self._stopping:
                    return None
                self._changed.wait(wait)


class Repeated:
    """Calls FUNCTION every so many seconds in a thread of its own, the first time after one pause.

    A call that fails is logged, and the next one follows.
    """

    def __init__(self, name: str, every_seconds: float, function: Callable[[], Any]) -> None:
        self._name, self._every_seconds, self._function = name, every_seconds, function
        self._stopping = threading.Event()
        self._thread = thread(name, self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Waits for a call that runs, for SECONDS at most. Does nothing for one that was never started."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.wait(self._every_seconds):
            _run_logged(self._name, self._function, ())


_abandoned: list[threading.Thread] = []


def abandon(hanging: threading.Thread) -> None:
    """Notes that the thread HANGING was asked to end and did not."""
    _abandoned.append(hanging)


def exit_process(status: int) -> None:
    """Called last, when everything is closed that can be. Ends the process at once with STATUS if an abandoned thread
    still runs: the interpreter must not be torn down under it, which ends in a segmentation fault."""
    hanging = [each.name for each in _abandoned if each.is_alive()]
    if not hanging:
        return
    log.warning("The thread %s did not end in time, so the program ends without it.", " and ".join(hanging))
    logging.shutdown()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError):  # nobody reads it any more
            stream.flush()
    os._exit(status)


class Restarted:
    """Runs FUNCTION in a thread of its own until it returns. When it raises, `failed()` is called, and it begins again.

    Whatever it raises: a thread that ends takes everybody along who waits for it.
    """

    def __init__(self, name: str, function: Callable[[], Any], failed: Callable[[], Any]) -> None:
        self._name, self._function, self._failed = name, function, failed
        self._thread = thread(name, self._run)

    def start(self) -> None:
        self._thread.start()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)
        if self._thread.is_alive():
            abandon(self._thread)

    def _run(self) -> None:
        while True:
            try:
                return self._function()  # type: ignore[no-any-return]
            except BaseException:
                log.critical("The thread %s failed and starts again", self._name, exc_info=True)
            _run_logged(f"{self._name}: answering those who wait", self._failed, ())
            time.sleep(RESTART_SECONDS)


def _run_logged(name: str, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    guarded(f"The background task {name}", function, *args)
