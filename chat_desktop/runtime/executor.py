"""Runs rules in threads that may block (the writer, the readers and the hashers), and returns results to the hub."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
import gevent.event
import gevent.threadpool

from chat_desktop.chat.core.work import SearchAnswer, SearchQuestion, SlowQuery
from chat_desktop.error_guard import guarded
from chat_desktop.errors import Internal
from chat_desktop.permits import Permits
from chat_desktop.runtime.searching.searches import Searches
from chat_desktop.runtime.slow_queries import SlowQueries
from chat_desktop.storage.checkpoints import Checkpoints
from chat_desktop.storage.connection import Connection
from chat_desktop.storage.database import Database
from chat_desktop.storage.readers import Readers, Reading
from chat_desktop.storage.search_index.index import NO_INDEX, SearchIndex
from chat_desktop.storage.writer import NOTHING_KEPT, Cache, Job, Work, Writer

log = logging.getLogger(__name__)

READERS = 4  # threads
READING = READERS + 2  # reads at the same time, with results of up to 6 MB; a free reader finds the next one waiting
HASHERS = 2  # threads; one argon2 hash takes 19 MiB and a whole core


class Executor:
    """Is created on the thread of the hub and used from its greenlets.

    `publish` and `committed` are set before `start`. `publish` is called with the events of all commits since the last
    call, in order; `committed` is called in the writer's thread after each commit.

    Every caller gets a result or an error, whatever fails: the writer and the readers restart by themselves, and the
    greenlet that delivers results is restarted here.
    """

    def __init__(
        self,
        database: Database,
        make_unit: Callable[[Connection], Work],
        make_look: Callable[[Connection], Reading],
        cache: Cache = NOTHING_KEPT,
        search_index: SearchIndex = NO_INDEX,
    ) -> None:
        self.publish: Callable[[list[Any]], None] = lambda events: None
        self.committed: Callable[[], None] = lambda: None
        self._hub = gevent.get_hub()
        self._settled: deque[Job] = deque()
        self._published: deque[Job] = deque()  # jobs whose events are published and whose callers still wait
        self._arrived = gevent.event.Event()
        self._stopped = False
        # An async watcher is the only way to wake a hub from another thread that both libev and libuv guarantee.
        self._alarm = self._hub.loop.async_()
        self._alarm.start(self._arrived.set)
        self._writer = Writer(database, make_unit, self._settled_by_writer, cache)
        self._writes = _OfOneTurn(self._hub.loop, self._writer.submit_all)
        self._checkpoints = Checkpoints(database.path)
        self._reading = Permits(READING)
        self._readers = Readers(database, make_look, self._hand_over)
        self._short_reads = _OfOneTurn(self._hub.loop, self._readers.submit_together)
        self._slow = SlowQueries(Readers(database, make_look, self._hand_over, name="slow-reader"))
        self.searches = Searches(search_index, self._hand_over)
        self._hash_pool = gevent.threadpool.ThreadPool(HASHERS, hub=self._hub)

    def start(self) -> None:
        """Starts the threads and the greenlet that delivers their results."""
        self._writer.start()
        self._checkpoints.start()
        self._readers.start(READERS)
        self._start_deliverer()

    def stop(self, stop_first: Callable[[], None] = lambda: None) -> None:
        """Finishes the jobs that were submitted, and refuses new ones. Blocks only the calling greenlet.

        `stop_first` is called in a thread that may block, when no slow query runs any more.
        """
        self._stopped = True
        self._writes.hand_over()
        self._short_reads.hand_over()
        self._slow.cancel_all()
        self.searches.cancel_all()
        gevent.get_hub().threadpool.apply(self._stop_threads, (stop_first,))
        self._arrived.set()
        gevent.sleep(0)
        self._deliverer.kill()
        self._hash_pool.kill()
        self._alarm.stop()
        self._alarm.close()

    def abandon(self, stop_first: Callable[[], None]) -> None:
        """Does what `stop` does for a hub that has died; called in another thread. Callers get no answer."""
        self._stopped = True
        self._slow.cancel_running()
        self.searches.cancel_running()
        self._stop_threads(stop_first)

    def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule in the writer and returns its result once it is committed.

        Raises what the rule raises: ChatError, or Internal after any other error or after `stop`.
        """
        return self._await(self._writes.add, rule, args, kwargs)

    def read(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule in a reader, in one snapshot, and returns its result. Raises what the rule raises.

        A rule that looks up one row, and is called by very many at once, says so by the attribute `is_short`.
        """
        if getattr(rule, "is_short", False):
            return self._await(self._short_reads.add, rule, args, kwargs)
        # The number of results in memory is limited, because a page of history may have some megabytes. The caller
        # turns its result into a response before another greenlet runs.
        with self._reading:
            return self._await(self._readers.submit, rule, args, kwargs)

    def read_slowly(self, terms: SlowQuery, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule beside the other reads.

        Raises TooSlow at its limit, Replaced when a later one takes its place, RateLimited when there are too many.
        """
        job = self._slow.ask(terms, rule, args, kwargs)
        try:
            return _result(job)
        finally:
            del job

    def search(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        """Searches the messages in another process. Raises what `read_slowly` raises."""
        return self.searches.ask(terms, question)

    def hash(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a slow function in a thread for hashing and returns its result. Raises what it raises."""
        return _opened(self._hash_pool.apply(_enclosed, (function, *args), kwargs))

    def write_later(self, rule: Callable[..., Any], *args: Any) -> None:
        """Lets the writer run a rule for which nobody waits. It may be called from any thread."""
        self._writer.submit(Job(rule, args, {}, tag=threading.Event()))

    def drain(self, seconds: float) -> bool:
        """Waits, in another thread than the hub's, until what was submitted is committed and answered.

        Returns False after SECONDS.
        """
        job = Job(_nothing, (), {}, tag=threading.Event())
        self._writer.submit(job)
        return bool(job.tag.wait(seconds))

    def _await(self, submit: Callable[[Job], None], rule: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if self._stopped:
            raise Internal("office_was_closed")  # a job that is submitted now would never be answered
        job = Job(rule, args, kwargs, tag=gevent.event.Event())
        submit(job)
        job.tag.wait()
        try:
            return _result(job)
        finally:
            del job  # without this, the error holds this frame, which holds the job, which holds the error

    def _stop_threads(self, stop_first: Callable[[], None]) -> None:
        self.searches.stop()
        self._slow.stop()
        guarded("Stopping what submits from other threads", stop_first)
        self._readers.stop()
        self._writer.stop()
        self._checkpoints.stop()
        self._readers.close()

    def _settled_by_writer(self, jobs: list[Job]) -> None:
        self.committed()
        self._checkpoints.note(len(jobs))
        self._hand_over(jobs)

    def _hand_over(self, jobs: list[Job]) -> None:
        """Passes jobs that are done to the hub. It is called in the thread of the writer or of a reader."""
        self._settled.extend(jobs)
        # The hub may be gone: `stop` does not wait without limit for a rule that hangs.
        guarded("Waking the hub", self._alarm.send)

    def _start_deliverer(self, ended: Any = None) -> None:
        if ended is not None:
            if self._stopped:
                return
            log.critical("The greenlet that delivers has ended (%r); another begins", ended.exception or ended.value)
            self._arrived.set()  # for jobs that are waiting already
        self._deliverer = gevent.spawn(self._deliver)
        self._deliverer.link(self._start_deliverer)

    def _deliver(self) -> None:
        """Publishes the events of each job before its caller continues, so that an event is sent before its ack."""
        while True:
            self._arrived.wait()
            self._arrived.clear()
            jobs = [self._settled.popleft() for _ in range(len(self._settled))]
            self._published.extend(
                jobs
            )  # before publishing: if that is interrupted, the callers are answered and the events are not repeated
            events = [event for job in jobs for event in job.events]
            if events:
                guarded("Publishing", self.publish, events)
            while self._published:
                self._published.popleft().tag.set()


class _OfOneTurn:
    """Collects the jobs of one iteration of the loop, on the hub, and passes them to `submit` at its end.

    So a thread is woken once for all of them, and takes the interpreter's lock when the hub waits for the network. To
    wake a thread costs as much as a small job, and when both compute, each call of the system hands the lock over.
    """

    def __init__(self, loop: Any, submit: Callable[[list[Job]], None]) -> None:
        self._loop, self._submit = loop, submit
        self._jobs: list[Job] = []

    def add(self, job: Job) -> None:
        if not self._jobs:
            self._loop.run_callback(self.hand_over)
        self._jobs.append(job)

    def hand_over(self) -> None:
        jobs, self._jobs = self._jobs, []
        if jobs:
            self._submit(jobs)


def _nothing(work: object) -> None:
    pass


def _result(job: Job) -> Any:
    """Returns the result of a job or raises its error.

    gevent would raise the error from a frame that the error then holds, and such a cycle stays in memory until the
    garbage collector runs.
    """
    if job.error is None:
        return job.result
    try:
        raise job.error
    finally:
        del job


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _enclosed(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Calls `function` in a thread of the pool. An error is returned as `_Failure`, because gevent would print it."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return _Failure(error)
    except BaseException:  # for example SystemExit, which would end the server if it was raised in the hub
        log.critical("The function %s failed", getattr(function, "__qualname__", function), exc_info=True)
        return _Failure(Internal())


def _opened(result: Any) -> Any:
    if isinstance(result, _Failure):
        raise result.error
    return result
