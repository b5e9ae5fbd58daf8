"""Queries that may take seconds (search, export), on threads of their own: no other read ever waits for them."""

import os
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import gevent.event

from chat_desktop.chat.core.token_buckets import TokenBucket
from chat_desktop.chat.core.work import SlowQuery
from chat_desktop.errors import Internal, RateLimited, Replaced
from chat_desktop.storage.query_limit import QueryLimit
from chat_desktop.storage.writer import Job

# On two cores a second thread that searches holds up posts and pages half as long again, and finds nothing sooner.
SLOW_READERS = 2 if (os.cpu_count() or 1) > 2 else 1
WAITING_MOST = 20  # queries of all people together that have not begun
WAITING_EACH = 2
RETRY_SECONDS = 2.0
LOOK_SECONDS = 0.5  # between two looks whether the asker is still there
# Of one person: above what somebody asks who types fast, in a page that asks at each letter.
PER_SECOND, BURST = 20.0, 60.0
MOST_KEPT = 2_000  # people whose rate is kept; past it those who have asked nothing lately go
BUSY = "host_still_busy_other_searches"
FAST = "searched_many_times_short_time"


class Stoppable(Protocol):
    def cancel(self) -> None:
        """Is called on the hub when nobody waits for the query any more."""


class Pool(Protocol):
    """What runs the queries: threads with connections of their own (`Readers`), or processes."""

    def start(self, threads: int) -> None: ...

    def submit(self, job: Job) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...


@dataclass(slots=True, eq=False)
class _Query:
    asker: str
    job: Job
    limit: Stoppable
    gives_way: bool = False
    is_replaced: bool = False


class SlowQueries:
    """Lives on the hub. One query a person runs at a time, and people take turns. A query that gives way does not wait:
    it takes a thread that nobody else needs.

    The pool settles each job in one of its threads, and the job's tag is to be set on the hub then. It begins with the
    first query.
    """

    def __init__(self, pool: Pool, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rates: dict[str, TokenBucket] = {}
        self._replaceable: dict[tuple[str, str], _Query] = {}  # by person and `replaces`
        self._pool = pool
        self._is_started = self._is_stopped = False
        self._waiting: dict[str, deque[_Query]] = {}  # of whoever is next, first
        self._running: dict[str, _Query] = {}

    def ask(self, terms: SlowQuery, rule: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Job:
        """Runs a rule as `ask_with` does."""
        limit = QueryLimit(terms.limit_seconds)
        return self.ask_with(terms, limit, Job(limit.bound(rule), args, kwargs))

    def ask_with(self, terms: SlowQuery, limit: Stoppable, job: Job) -> Job:
        """Blocks the calling greenlet until the job is done. When that is ended, or the asker is gone, the query is
        stopped. Raises RateLimited when too many wait, and Replaced when another query takes the place of this one."""
        self._count(terms.user_id)
        job.tag = gevent.event.Event()
        query = _Query(terms.user_id, job, limit, terms.gives_way)
        try:
            self._replace(terms, query)
            self._enter(query)
            while not job.tag.wait(LOOK_SECONDS):
                if terms.is_gone():
                    raise Internal("nobody_waits_for_query_more")
        except BaseException:  # the greenlet is ended, say
            self._leave(query)
            raise
        finally:
            self._forget(terms, query)
        if query.is_replaced:
            raise Replaced
        return job

    def cancel_all(self) -> None:
        """On the hub, before `stop`: what runs is stopped, and who waits is refused."""
        self.cancel_running()
        for query in [each for queue in self._waiting.values() for each in queue]:
            query.job.error = Internal("office_was_closed")
            query.job.tag.set()
        self._waiting.clear()

    def cancel_running(self) -> None:
        """Stops what runs, and begins nothing more."""
        self._is_stopped = True
        for query in list(self._running.values()):
            query.limit.cancel()

    def stop(self) -> None:
        """In a thread that may block."""
        self._pool.stop()
        self._pool.close()

    def _count(self, asker: str) -> None:
        if len(self._rates) >= MOST_KEPT:
            now = self._clock()
            self._rates = {each: rate for each, rate in self._rates.items() if not rate.is_full(now)}
        wait = self._rates.setdefault(asker, TokenBucket(PER_SECOND, BURST)).take(self._clock())
        if wait is not None:
            raise RateLimited(wait, FAST)

    def _replace(self, terms: SlowQuery, query: _Query) -> None:
        """Stops the earlier query whose place this one takes, and answers it if it still waits."""
        if terms.replaces is None:
            return
        earlier = self._replaceable.get((terms.user_id, terms.replaces))
        self._replaceable[terms.user_id, terms.replaces] = query
        if earlier is not None:
            earlier.is_replaced = True
            if self._leave(earlier):
                earlier.job.tag.set()

    def _forget(self, terms: SlowQuery, query: _Query) -> None:
        key = terms.user_id, terms.replaces or ""
        if self._replaceable.get(key) is query:
            del self._replaceable[key]

    def _enter(self, query: _Query) -> None:
        if self._is_stopped:
            raise Internal("office_was_closed")
        self._make_way(query)
        mine = self._waiting.get(query.asker, deque())
        if len(mine) >= WAITING_EACH or sum(map(len, self._waiting.values())) >= WAITING_MOST:
            raise RateLimited(RETRY_SECONDS, BUSY)
        self._waiting[query.asker] = mine
        mine.append(query)
        self._begin()

    def _make_way(self, query: _Query) -> None:
        """Stops what gives way where a query could not begin otherwise. Raises RateLimited for one that gives way."""
        is_full = len(self._running) >= SLOW_READERS
        in_the_way = [each for each in self._running.values() if is_full or each.asker == query.asker]
        if query.gives_way and in_the_way:
            raise RateLimited(RETRY_SECONDS, BUSY)
        for each in in_the_way:
            if each.gives_way:
                each.is_replaced = True
                each.limit.cancel()

    def _begin(self) -> None:
        """As many of those who wait as there are threads for."""
        if not self._is_started:
            self._is_started = True
            self._pool.start(SLOW_READERS)
        while len(self._running) < SLOW_READERS:
            asker = next((each for each in self._waiting if each not in self._running), None)
            if asker is None:
                return
            queue = self._waiting.pop(asker)
            query = queue.popleft()
            if queue:
                self._waiting[asker] = queue  # after everybody else
            self._running[asker] = query
            query.job.tag.rawlink(partial(self._ended, asker))
            self._pool.submit(query.job)

    def _ended(self, asker: str, event: Any) -> None:
        del self._running[asker]
        self._begin()

    def _leave(self, query: _Query) -> bool:
        """Returns whether the query had not begun. What runs keeps its place until its thread is free again."""
        query.limit.cancel()
        queue = self._waiting.get(query.asker, deque())
        if query not in queue:
            return False
        queue.remove(query)
        if not queue:
            del self._waiting[query.asker]
        return True
