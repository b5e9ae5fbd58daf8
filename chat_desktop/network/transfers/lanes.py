"""A few threads (lanes) that move the bytes of files, and return to greenlets of the hub.

A lane waits a moment for a client at most, and only when nobody wants it (turns.py): a greenlet waits until a socket is
ready, and a lane then moves what is there. So a few lanes serve any number of slow clients, and the hub copies,
encrypts and hashes nothing. Accounts take turns.
"""

import queue
from collections import Counter, deque
from collections.abc import Callable, Hashable
from typing import Any

import gevent
from gevent.event import Event

from chat_desktop import background
from chat_desktop.error_guard import guarded

LANES = 4  # threads
LANES_OF_ACCOUNT = LANES - 1  # one who keeps all of theirs busy with slow work of the disk leaves one to the others
NOBODY = object()


class Job:
    """A function that runs in a lane, and its result or its error. `done` is set on the hub."""

    __slots__ = ("_args", "_function", "account", "done", "error", "result")

    def __init__(self, account: Hashable, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.account = account
        self._function, self._args = function, args
        self.done = Event()
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Runs the function, in a lane."""
        try:
            self.result = self._function(*self._args)
        except BaseException as error:
            self.error = error

    def outcome(self) -> Any:
        """Returns the result, or raises the error."""
        if self.error is None:
            return self.result
        try:
            raise self.error
        finally:
            del self  # the error holds this frame, which would hold the error


class Lanes:
    """The lanes of one hub; created and used on its thread. The threads start with the first job."""

    def __init__(self) -> None:
        self._given: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._settled: deque[Job] = deque()
        self._waiting: dict[Hashable, deque[Job]] = {}  # by account; the account that is next comes first
        self._running: Counter[Hashable] = Counter()  # by account
        self._started = 0
        self._stopped = False
        self._alarm = gevent.get_hub().loop.async_()
        self._alarm.start(self._deliver)

    @property
    def are_wanted(self) -> bool:
        """Whether a job waits for a lane. Any thread may ask."""
        return bool(self._waiting)

    def run(self, account: Hashable, function: Callable[..., Any], *args: Any) -> Any:
        """Runs `function(*args)` in a lane and returns its result. Raises what it raises. Blocks the calling greenlet.

        A greenlet that is killed meanwhile ends only after the function has returned, because the function uses the
        descriptors of the greenlet, and their numbers must not be given to other files before."""
        if self._stopped:
            return function(*args)  # the last steps of greenlets that were killed: they close files
        job = Job(account, function, args)
        if self._is_free(account):
            self._begin(job)
        else:
            self._waiting.setdefault(account, deque()).append(job)
        self._await(account, job)
        return job.outcome()

    def stop(self) -> None:
        """Ends the threads once their jobs are done."""
        self._stopped = True
        for _ in range(self._started):
            self._given.put(None)

    def close(self) -> None:
        """Frees the watcher, before the hub is destroyed."""
        self._alarm.stop()
        self._alarm.close()

    def _await(self, account: Hashable, job: Job) -> None:
        interrupted: BaseException | None = None
        while not job.done.is_set():
            try:
                job.done.wait()
            except BaseException as error:
                interrupted = error
                if self._take_back(account, job):
                    break
        if interrupted is not None:
            raise interrupted

    def _take_back(self, account: Hashable, job: Job) -> bool:
        """Removes a job that has not begun, and returns whether it had not."""
        mine = self._waiting.get(account, deque())
        if job not in mine:
            return False
        mine.remove(job)
        if not mine:
            del self._waiting[account]
        return True

    def _begin(self, job: Job) -> None:
        if self._started < LANES:
            background.start(f"files {self._started + 1}", self._work)
            self._started += 1
        self._running[job.account] += 1
        self._given.put(job)

    def _is_free(self, account: Hashable) -> bool:
        return self._running.total() < LANES and self._running[account] < LANES_OF_ACCOUNT

    def _deliver(self) -> None:
        """Hands the results out and begins the next jobs; runs on the hub."""
        while self._settled:
            self._settle(self._settled.popleft())
        while not self._stopped and (account := next(filter(self._is_free, self._waiting), NOBODY)) is not NOBODY:
            self._begin(self._next(account))

    def _settle(self, job: Job) -> None:
        self._running[job.account] -= 1
        if not self._running[job.account]:
            del self._running[job.account]
        job.done.set()

    def _next(self, account: Hashable) -> Job:
        jobs = self._waiting[account]
        job = jobs.popleft()
        del self._waiting[account]
        if jobs:
            self._waiting[account] = jobs  # at the end of the rotation
        return job

    def _work(self) -> None:
        while (job := self._given.get()) is not None:
            job.run()
            self._settled.append(job)
            del job
            guarded("Waking the hub", self._alarm.send)
