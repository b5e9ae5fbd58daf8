"""Stops a query that takes too long, or for which nobody waits any more."""

import functools
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chat_desktop.errors import Internal, TooSlow

# Steps of SQLite's virtual machine between two checks: some 20 us, of which a check takes less than one.
CHECK_STEPS = 1_000


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
            with self._watch(reading.db):
                return rule(reading, *args, **kwargs)

        return run

    @contextmanager
    def _watch(self, db: sqlite3.Connection) -> Iterator[None]:
        self._end = self._clock() + self._seconds
        self._check()
        db.set_progress_handler(self._is_over, CHECK_STEPS)
        try:
            yield
        except Exception as problem:
            if _is_interruption(problem):
                self._check()
            raise
        finally:
            db.set_progress_handler(None, 0)

    def _is_over(self) -> bool:
        return self._is_cancelled or self._clock() >= self._end

    def _check(self) -> None:
        if self._is_cancelled:
            raise Internal("Nobody waits for this query any more.") from None
        if self._is_over():
            raise TooSlow from None


def _is_interruption(problem: Exception) -> bool:
    """SQLAlchemy wraps the driver's error."""
    original = getattr(problem, "orig", problem)
    return getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
