"""Creates the threads of the program, each with a name and with logging of exceptions.

    start("browser", open_by_system, url)             runs one task in its own thread
    TaskQueue("host tasks")                           runs many tasks one after the other, in the order of `submit`
    Repeated("address watch", 2.0, check)             runs one task at regular intervals
    Restarted("writer", serve, answer_waiting)        runs one endless task, and starts it again when it fails
    for each in giving_way(items): ...                computes without keeping the other threads waiting
    abandon(thread), exit_process(status)             end the program although a thread still runs

All threads of the program are created here, which a test enforces.
"""

import contextlib
import heapq
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any, TypeVar

from chat_desktop.error_guard import guarded

log = logging.getLogger(__name__)

STOP_SECONDS = 5.0  # how long a stop waits for a running task
RESTART_SECONDS = 0.2  # the pause before a failed task starts again
COMPUTE_SECONDS = 0.0005  # a message is stored and sent in about this time
GIVE_WAY_SECONDS = 0.0001  # long enough for a thread that waits to begin

T = TypeVar("T")


def thread(name: str, function: Callable[..., Any], *args: Any) -> threading.Thread:
    """Returns a thread that is not started yet. It is a daemon thread, so it does not block the end of the program."""
    return threading.Thread(target=_run_logged, args=(name, function, args), name=name, daemon=True)


def start(name: str, function: Callable[..., Any], *args: Any) -> threading.Thread:
    """Runs `function(*args)` in its own thread and returns the thread at once.

    Raises RuntimeError when the system cannot create a thread."""
    started = thread(name, function, *args)
    started.start()
    return started


class TaskQueue:
    """Runs tasks one after the other in one thread, in the order of their submission.

    The exception of a failed task is logged, and the next task runs.
    """

    def __init__(self, name: str) -> None:
        self._tasks: list[tuple[float, int, str, Callable[[], Any]]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._stopping = self._is_at_work = False
        self._thread = thread(name, self._run)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def submit(self, name: str, task: Callable[[], Any], after_seconds: float = 0.0) -> None:
        """Adds a task without waiting; called from any thread. After `stop`, tasks are ignored.

        A task with a delay replaces a delayed task of the same name, so that retries do not accumulate.
        """
        with self._changed:
            if self._stopping:
                log.debug("The task %s came after the shutdown", name)
                return
            if after_seconds:
                self._tasks = [one for one in self._tasks if one[2] != name or one[0] <= time.monotonic()]
                heapq.heapify(self._tasks)
            # The number keeps the order of tasks with the same time.
            heapq.heappush(self._tasks, (time.monotonic() + after_seconds, next(self._numbers), name, task))
            self._changed.notify()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Finishes the tasks that are due, for at most SECONDS, then discards the rest."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)
        with self._changed:
            self._tasks.clear()
            is_at_work = self._is_at_work
        if is_at_work and self._thread.is_alive():
            log.warning("The thread %s was still at work when the program stopped", self._thread.name)

    def _run(self) -> None:
        while (task := self._next()) is not None:
            _run_logged(*task, ())

    def _next(self) -> tuple[str, Callable[[], Any]] | None:
        with self._changed:
            self._is_at_work = False
            while True:
                wait = self._tasks[0][0] - time.monotonic() if self._tasks else None
                if wait is not None and wait <= 0:
                    self._is_at_work = True
                    return heapq.heappop(self._tasks)[2:]
                if self._stopping:
                    return None
                self._changed.wait(wait)


class Repeated:
    """Calls FUNCTION every EVERY_SECONDS in its own thread, the first time after one interval.

    The exception of a failed call is logged, and the calls continue.
    """

    def __init__(self, name: str, every_seconds: float, function: Callable[[], Any]) -> None:
        self._name, self._every_seconds, self._function = name, every_seconds, function
        self._stopping = threading.Event()
        self._thread = thread(name, self._run)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ends the calls and waits at most SECONDS for a running one. Does nothing if it was never started."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.wait(self._every_seconds):
            _run_logged(self._name, self._function, ())


def giving_way(items: Iterable[T], clock: Callable[[], float] = time.perf_counter) -> Iterator[T]:
    """Yields the items, and lets other threads run in between when COMPUTE_SECONDS have passed.

    A thread that computes keeps the interpreter for 5 ms at a time, and the hub would send nothing meanwhile.
    """
    begun = clock()
    for item in items:
        yield item
        if clock() - begun >= COMPUTE_SECONDS:
            time.sleep(GIVE_WAY_SECONDS)
            begun = clock()


_abandoned: list[threading.Thread] = []


def abandon(hanging: threading.Thread) -> None:
    """Notes that the thread HANGING did not end when it was asked to."""
    _abandoned.append(hanging)


def exit_process(status: int) -> None:
    """Ends the process at once with STATUS if an abandoned thread still runs. Called last, when all else is closed.

    The normal end of the interpreter would cause a segmentation fault in such a thread."""
    hanging = [each.name for each in _abandoned if each.is_alive()]
    if not hanging:
        return
    log.warning("The thread %s did not end in time, so the program ends without it.", " and ".join(hanging))
    logging.shutdown()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError):  # the reader of the stream has ended
            stream.flush()
    os._exit(status)


class Restarted:
    """Runs FUNCTION in its own thread until it returns. When it raises, `failed()` is called and it starts again.

    This applies to every exception, because other threads wait for the results of this one.
    """

    def __init__(self, name: str, function: Callable[[], Any], failed: Callable[[], Any]) -> None:
        self._name, self._function, self._failed = name, function, failed
        self._thread = thread(name, self._run)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def join(self, seconds: float) -> None:
        """Waits at most SECONDS for the end of the thread, and abandons it when it still runs."""
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
