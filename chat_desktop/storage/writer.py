"""Runs rules that write, in one thread: each in a savepoint, and many of them in one synced commit.

An acked work is on the disk. One sync costs 180 us on an SSD and serves every work that waited for it (20 a commit:
18 us each).
"""

import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from chat_desktop.background import Restarted
from chat_desktop.errors import ChatError, Internal
from chat_desktop.storage import file_totals, search_changes, sqlite_errors
from chat_desktop.storage.connection import Connection, is_usable, transaction
from chat_desktop.storage.database import Database
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.repeated_errors import RepeatedErrors

log = logging.getLogger(__name__)
repeated = RepeatedErrors(log)

BEGIN = "BEGIN IMMEDIATE"
MAX_BATCH = 256  # works in one transaction at most, so that the first of them need not wait for a flood


class Work(Protocol):
    """What a rule is handed: made anew for each work, by the composition root."""

    events: list[Any]

    @property
    def db(self) -> Db: ...

    def finish(self) -> None: ...

    def abandon(self) -> None: ...


class Cache(Protocol):
    """What is kept in memory of what the writer's connection has read."""

    def attach(self, db: Db) -> None:
        """Before the connection's first transaction."""

    def clear(self) -> None:
        """After a transaction that was not committed."""


class NothingKept:
    def attach(self, db: Db) -> None:
        pass

    def clear(self) -> None:
        pass


NOTHING_KEPT = NothingKept()


@dataclass(slots=True)
class Job:
    """A rule with its arguments, and later its result, error and events. `tag` belongs to the caller."""

    rule: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    tag: Any = None
    result: Any = None
    error: BaseException | None = None
    events: list[Any] = field(default_factory=list)


Settled = Callable[[list[Job]], None]
MakeUnit = Callable[[Connection], Work]


class Writer:
    """The thread that writes. `settled` is called in it with every batch of jobs after their commit, in order.

    Every job that was submitted before `stop` is settled; its error is Internal when the writer itself fails.
    """

    def __init__(self, database: Database, make_unit: MakeUnit, settled: Settled, cache: Cache = NOTHING_KEPT) -> None:
        self._database, self._make_unit, self._settled, self._cache = database, make_unit, settled, cache
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._in_hand: list[Job] = []
        self._over = False
        self._thread = Restarted("writer", self._run, self._answer_waiting)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queues a job. It may be called from any thread and does not block."""
        self._jobs.put(job)

    def submit_all(self, jobs: list[Job]) -> None:
        """Queues jobs as `submit` does. The thread is woken once."""
        for job in jobs:
            self._jobs.put(job)

    def stop(self, timeout: float = 10.0) -> None:
        """Ends the thread after all submitted jobs. Waits `timeout` seconds at most."""
        self._jobs.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._over:
            with self._database.connect() as connection:
                search_changes.follow(connection.db)
                file_totals.keep(connection.db)
                self._cache.attach(connection.db)
                self._serve(connection)

    def _serve(self, connection: Connection) -> None:
        """Runs batches until `stop`, or until the connection can no longer be used."""
        while not self._over:
            batch = self._next_batch()
            self._over = batch[-1] is None
            self._in_hand = [job for job in batch if job is not None]
            self._commit(connection, self._in_hand)
            if any(job.error is not None for job in batch if job) and not is_usable(connection):
                log.error("The writer's connection is lost; another is opened")
                return

    def _next_batch(self) -> list[Job | None]:
        batch = [self._jobs.get()]
        while batch[-1] is not None and len(batch) < MAX_BATCH:
            try:
                batch.append(self._jobs.get_nowait())
            except queue.Empty:
                break
        return batch

    def _commit(self, connection: Connection, jobs: list[Job]) -> None:
        if not jobs:
            return
        try:
            with transaction(connection, BEGIN):
                for job in jobs:
                    self._attempt(connection, job, alone=len(jobs) == 1)
        except BaseException as problem:
            self._cache.clear()
            repeated.error("A transaction failed", problem)
            # Nothing is wrong with a job that only reads, so it does not fail because others cannot be stored.
            again = [job for job in jobs if job.error is None and _changes_nothing(job)]
            for job in jobs:
                job.events, job.error = [], job.error or _told(problem)
            self._read_again(connection, again)
        self._in_hand = []
        self._settled(jobs)

    def _read_again(self, connection: Connection, jobs: list[Job]) -> None:
        """Runs jobs that change nothing a second time, after their transaction has failed."""
        for job in jobs:
            refusal, job.error = job.error, None
            try:
                with transaction(connection, BEGIN):
                    self._attempt(connection, job, alone=True)
            except BaseException:
                self._cache.clear()
                job.events, job.error = [], refusal

    def _attempt(self, connection: Connection, job: Job, alone: bool) -> None:
        """ALONE: in its transaction, which then takes the savepoint's part. After a savepoint SQLite copies each page
        before its first change. A rule that says it changes nothing needs none."""
        unit = self._make_unit(connection)
        is_saved = not alone and not _changes_nothing(job)
        if is_saved:
            unit.db.execute("SAVEPOINT work")
        try:
            job.result = job.rule(unit, *job.args, **job.kwargs)
            unit.finish()
        except BaseException as problem:  # SystemExit too, which would end the thread
            job.error = without_frames(problem) if isinstance(problem, ChatError) else _logged(job, problem)
            if not unit.db.in_transaction:
                # SQLite has rolled back the whole transaction (disk full, I/O error), so no job of the batch is stored.
                raise
            unit.abandon()
            if alone or is_saved:
                self._roll_back(unit.db, alone)
        else:
            job.events = unit.events
        if is_saved:
            unit.db.execute("RELEASE work")

    def _roll_back(self, db: Db, alone: bool) -> None:
        if alone:
            db.execute("ROLLBACK")
            db.execute(BEGIN)  # for the commit that follows, of nothing
        else:
            db.execute("ROLLBACK TO work")

    def _answer_waiting(self) -> None:
        """Settles the waiting jobs with an error after a failure of the writer itself. Nothing of them is stored."""
        # Without a running batch no connection could be opened, so the queued jobs must not wait for one.
        waiting, self._in_hand = self._in_hand or self._drain(), []
        for job in waiting:
            job.events, job.error = [], job.error or Internal()
        if waiting:
            self._settled(waiting)

    def _drain(self) -> list[Job]:
        batch = self._next_batch() if not self._jobs.empty() else []
        self._over = self._over or None in batch
        return [job for job in batch if job is not None]


def _changes_nothing(job: Job) -> bool:
    return bool(getattr(job.rule, "changes_nothing", False))


def without_frames(problem: ChatError) -> ChatError:
    """Returns the error without its traceback.

    The frames of the traceback hold the job, and the job holds the error. Such a cycle stays in memory until the
    garbage collector runs.
    """
    return problem.with_traceback(None)


def _logged(job: Job, problem: BaseException) -> ChatError:
    """An error of the disk says nothing about the rule, and each rule meets it."""
    if (told := sqlite_errors.told_of_a_write(problem)) is not None:
        repeated.error("A rule could not be stored", getattr(problem, "orig", problem))
        return told
    log.error("The rule %s failed", getattr(job.rule, "__qualname__", job.rule), exc_info=problem)
    return Internal()


def _told(problem: BaseException) -> ChatError:
    return sqlite_errors.told_of_a_write(problem) or Internal()
