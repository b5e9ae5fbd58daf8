"""Runs rules that only read, in several threads with one connection each. Each rule sees one snapshot.

SQLite's write-ahead log lets them run at the same time as the writer.
"""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol

from chat_desktop.background import Restarted
from chat_desktop.errors import ChatError, Internal
from chat_desktop.storage import sqlite_errors
from chat_desktop.storage.connection import Connection, is_usable, transaction
from chat_desktop.storage.database import Database
from chat_desktop.storage.repeated_errors import RepeatedErrors
from chat_desktop.storage.writer import Job, Settled, without_frames

log = logging.getLogger(__name__)
repeated = RepeatedErrors(log)


class Reading(Protocol):
    def abandon(self) -> None: ...


class Readers:
    """The threads that read. `settled` is called in the thread of the reader with each job that is done.

    gevent's thread pool is not used, because it creates a watcher of the loop for every call, which takes 0.1 ms.
    """

    def __init__(
        self,
        database: Database,
        make_look: Callable[[Connection], Reading],
        settled: Settled = lambda jobs: None,
        name: str = "reader",
    ) -> None:
        self._name = name
        self._database, self._make_look, self._settled = database, make_look, settled
        self._jobs: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
        self._threads: list[Restarted] = []
        self._mine = threading.local()
        self._all: list[Connection] = []
        self._lock = threading.Lock()

    def start(self, threads: int) -> None:
        """Starts this number of threads."""
        for number in range(threads):
            thread = Restarted(f"{self._name}-{number}", self._run, self._close_mine)
            self._threads.append(thread)
            thread.start()

    def submit(self, job: Job) -> None:
        """Queues a job. It may be called from any thread and does not block."""
        self._jobs.put([job])

    def submit_together(self, jobs: list[Job]) -> None:
        """Queues short jobs, which one thread runs in one snapshot. Their callers are answered together."""
        self._jobs.put(jobs)

    def stop(self, timeout: float = 10.0) -> None:
        """Ends the threads after all submitted jobs. Waits `timeout` seconds at most for each thread."""
        for _ in self._threads:
            self._jobs.put([])  # the end
        for thread in self._threads:
            thread.join(timeout)

    def run(self, rule: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Runs a rule in the calling thread and returns its result. Raises DiskFull, Damaged, what the rule raises.

        The thread keeps its connection until `close`.
        """
        try:
            return self._run_in_snapshot(rule, args, kwargs)
        except Exception as problem:
            if (told := sqlite_errors.told(problem)) is None:
                raise
            repeated.error("The database could not be read", getattr(problem, "orig", problem))
            raise told from None

    def close(self) -> None:
        """Closes all connections. It is called after the last thread has ended."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()

    def _run(self) -> None:
        while jobs := self._jobs.get():
            if len(jobs) == 1 or not self._run_together(jobs):
                for job in jobs:
                    self._attempt(job)
            self._settled(jobs)

    def _run_together(self, jobs: list[Job]) -> bool:
        """Runs jobs in one snapshot. Returns False when one of them has failed: then each is run by itself."""
        try:
            self._run_in_snapshot(_answer, (jobs,), {})
        except BaseException:  # SystemExit too, which would end the thread
            return False
        return True

    def _attempt(self, job: Job) -> None:
        try:
            job.result = self.run(job.rule, job.args, job.kwargs)
        except ChatError as problem:
            job.error = without_frames(problem)
        except Exception as problem:
            job.error = problem
        except BaseException:  # for example SystemExit, which must not be raised in the hub
            log.critical("The rule %s failed", getattr(job.rule, "__qualname__", job.rule), exc_info=True)
            job.error = Internal()

    def _run_in_snapshot(self, rule: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        connection = self._connection()
        try:
            with transaction(connection, "BEGIN"):
                look = self._make_look(connection)
                try:
                    return rule(look, *args, **kwargs)
                finally:
                    look.abandon()
        except BaseException:
            if not is_usable(connection):
                log.error("A reader's connection is lost; another is opened")
                self._close_mine()
            raise

    def _connection(self) -> Connection:
        if not hasattr(self._mine, "connection"):
            self._mine.connection = self._database.connect()
            with self._lock:
                self._all.append(self._mine.connection)
        connection: Connection = self._mine.connection
        return connection

    def _close_mine(self) -> None:
        """Closes the connection of this thread. Its next job opens another one."""
        connection = self._mine.__dict__.pop("connection", None)
        if connection is not None:
            with self._lock:
                self._all.remove(connection)
            connection.close()


def _answer(look: Any, jobs: list[Job]) -> None:
    for job in jobs:
        job.result = job.rule(look, *job.args, **job.kwargs)
