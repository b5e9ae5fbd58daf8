"""Stops a query that takes too long, or for which nobody waits any more."""

import functools
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chat_desktop.errors import Internal, TooSlow

# Steps of SQLite's virtual machine between two checks: some 20 us, of which a check takes less than one.
CHECK_STEPS = 1_000


_of_this_thread = threading.local()


class QueryLimit:
    """Of one query. Its time begins when the query does.

    It is a progress handler and not `interrupt`, which does nothing between two statements of a rule.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._end = 0.0
        self._is_cancelled = False

    def cancel(self) -> None:
        """From any thread, before the query begins or while it runs."""
        self._is_cancelled = True

    def bound(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        """RULE, stopped at the limit. It raises TooSlow then, and Internal when it was cancelled."""

        @functools.wraps(rule)
        def run(reading: Any, *args: Any, **kwargs: Any) -> Any:
            with self._bound_by_it(reading.db):
                return rule(reading, *args, **kwargs)

        return run

    @contextmanager
    def _bound_by_it(self, db: sqlite3.Connection) -> Iterator[None]:
        self._end = self._clock() + self._seconds
        self._check()
        _of_this_thread.limit = self
        try:
            with self.watch(db):
                yield
        except Exception as problem:
            if is_interruption(problem):
                self._check()
            raise
        finally:
            _of_this_thread.limit = None

    @contextmanager
    def watch(self, db: sqlite3.Connection) -> Iterator[None]:
        """Interrupts the statements of a connection when the query is over."""
        db.set_progress_handler(self._is_over, CHECK_STEPS)
        try:
            yield
        finally:
            db.set_progress_handler(None, 0)

    def _is_over(self) -> bool:
        return self._is_cancelled or self._clock() >= self._end

    def _check(self) -> None:
        if self._is_cancelled:
            raise Internal("nobody_waits_for_query_more") from None
        if self._is_over():
            raise TooSlow from None


@contextmanager
def watch_too(db: sqlite3.Connection) -> Iterator[None]:
    """Bounds a second connection by the limit of the query that runs in this thread, if there is one."""
    limit: QueryLimit | None = getattr(_of_this_thread, "limit", None)
    if limit is None:
        yield
        return
    with limit.watch(db):
        yield


def is_interruption(problem: Exception) -> bool:
    """SQLAlchemy wraps the driver's error."""
    original = getattr(problem, "orig", problem)
    return getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
