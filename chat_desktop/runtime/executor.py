"""Between the hub and the threads that may block: the writer, the readers, the hashers. An `Office` for the doors."""

import logging
from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
import gevent.event
import gevent.threadpool
import sqlalchemy

from chat_desktop.chat.core.work import SlowQuery
from chat_desktop.errors import Internal
from chat_desktop.guard import guarded
from chat_desktop.runtime.permits import Permits
from chat_desktop.runtime.slow_queries import SlowQueries
from chat_desktop.storage.readers import Readers, Reading
from chat_desktop.storage.writer import NOTHING_KEPT, Cache, Job, Work, Writer

log = logging.getLogger(__name__)

READERS = 4
READING = READERS + 2  # reads whose result nobody has yet (6 MB each at most); a reader that is done finds another
HASHERS = 2  # argon2 takes 19 MiB and a whole core: two at a time leave the other core to the chat


class Executor:
    """Made on the hub's thread, used from its greenlets. `publish` is set by the composition root before `start`: it is
    handed the events of all that was committed since the last time, in order.

    Whoever has asked is answered, whatever fails: a writer or reader that fails begins again by itself (storage), and
    the greenlet that delivers is started again here.
    """

    def __init__(
        self,
        engine: sqlalchemy.Engine,
        make_unit: Callable[[sqlalchemy.Connection], Work],
        make_look: Callable[[sqlalchemy.Connection], Reading],
        cache: Cache = NOTHING_KEPT,
    ) -> None:
        self.publish: Callable[[list[Any]], None] = lambda events: None
        self._hub = gevent.get_hub()
        self._settled: deque[Job] = deque()
        self._published: deque[Job] = deque()  # whose callers are still to be answered
        self._arrived = gevent.event.Event()
        self._stopped = False
        # The one way into a hub from another thread that libev and libuv both promise to be safe.
        self._alarm = self._hub.loop.async_()
        self._alarm.start(self._arrived.set)
        self._writer = Writer(engine, make_unit, self._hand_over, cache)
        self._reading = Permits(READING)
        self._readers = Readers(engine, make_look, self._hand_over)
        self._slow = SlowQueries(engine, make_look, self._hand_over)
        self._hash_pool = gevent.threadpool.ThreadPool(HASHERS, hub=self._hub)

    def start(self) -> None:
        self._writer.start()
        self._readers.start(READERS)
        self._start_deliverer()

    def stop(self) -> None:
        """Finishes what was asked for; blocks only the calling greenlet. Who asks from now on is refused."""
        self._stopped = True
        self._slow.cancel_all()
        gevent.get_hub().threadpool.apply(self._stop_threads)
        self._arrived.set()
        gevent.sleep(0)
        self._deliverer.kill()
        self._hash_pool.kill()
        self._alarm.stop()
        self._alarm.close()

    def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self._await(self._writer.submit, rule, args, kwargs)

    def read(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # Whoever is handed a result makes an answer of it before anybody else runs, so that no more results than this
        # are in memory: a page of history may have some megabytes.
        with self._reading:
            return self._await(self._readers.submit, rule, args, kwargs)

    def read_slowly(self, terms: SlowQuery, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        job = self._slow.ask(terms, rule, args, kwargs)
        try:
            return _result(job)
        finally:
            del job

    def hash(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return _opened(self._hash_pool.apply(_enclosed, (function, *args), kwargs))

    def _await(self, submit: Callable[[Job], None], rule: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if self._stopped:
            raise Internal("The office was closed.")  # what is submitted now would never be answered
        job = Job(rule, args, kwargs, tag=gevent.event.Event())
        submit(job)
        job.tag.wait()
        try:
            return _result(job)
        finally:
            del job  # an error holds this frame, and the job holds the error

    def _stop_threads(self) -> None:
        self._slow.stop()
        self._readers.stop()
        self._writer.stop()
        self._readers.close()

    def _hand_over(self, jobs: list[Job]) -> None:
        """In the writer's thread or a reader's."""
        self._settled.extend(jobs)
        # After a stop that did not wait for a rule that hangs there is no hub any more to wake.
        guarded("Waking the hub", self._alarm.send)

    def _start_deliverer(self, ended: Any = None) -> None:
        if ended is not None:
            if self._stopped:
                return
            log.critical("The greenlet that delivers has ended (%r); another begins", ended.exception or ended.value)
            self._arrived.set()  # for those who wait already
        self._deliverer = gevent.spawn(self._deliver)
        self._deliverer.link(self._start_deliverer)

    def _deliver(self) -> None:
        """In order: a work's events go out before its caller goes on, so that everyone sees an event before its ack."""
        while True:
            self._arrived.wait()
            self._arrived.clear()
            jobs = [self._settled.popleft() for _ in range(len(self._settled))]
            self._published.extend(jobs)  # now: a publication that is cut off is not repeated, but answered
            events = [event for job in jobs for event in job.events]
            if events:
                guarded("Publishing", self.publish, events)
            while self._published:
                self._published.popleft().tag.set()


def _result(job: Job) -> Any:
    """Raised here, and not by gevent, whose frame would hold the error that holds it: all that was sent with it would
    stay until the collector of cycles comes along."""
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
    """In a pool's thread. An error that is raised there would be printed by gevent, though it has a caller."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return _Failure(error)
    except BaseException:  # SystemExit, say: raised in the hub it would end the server
        log.critical("The function %s failed", getattr(function, "__qualname__", function), exc_info=True)
        return _Failure(Internal())


def _opened(result: Any) -> Any:
    if isinstance(result, _Failure):
        raise result.error
    return result
