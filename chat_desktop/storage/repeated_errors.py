"""Logs an error that each command of everybody meets, such as a full disk, without filling the log with it."""

import logging
import threading
import time
from collections.abc import Callable

SECONDS = 60.0  # between two lines about the same error
MOST_KINDS = 100


class RepeatedErrors:
    """Logs each error at once, and again after a minute at the earliest, with how often it came meanwhile.

    It may be used from any thread.
    """

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log, self._clock = log, clock
        self._lock = threading.Lock()
        self._told: dict[str, tuple[float, int]] = {}  # when, and how often since

    def error(self, what: str, problem: BaseException) -> None:
        """Logs that WHAT failed with a problem. Its traceback is left out."""
        text, now = f"{what}: {problem}", self._clock()
        with self._lock:
            at, count = self._told.pop(text, (now - SECONDS, 0))
            is_due = now - at >= SECONDS
            self._told[text] = (now, 0) if is_due else (at, count + 1)
            if len(self._told) > MOST_KINDS:
                del self._told[next(iter(self._told))]
        if is_due:
            self._log.error("%s%s", text, f" ({count} more times since the last line about it)" if count else "")
