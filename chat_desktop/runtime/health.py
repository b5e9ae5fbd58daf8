"""Checks whether the database still accepts writes, for programs that monitor the host (`GET /healthz`)."""

import logging
import time
from collections.abc import Callable
from typing import Any

import gevent

log = logging.getLogger(__name__)

LIMIT_SECONDS = 2.0  # time in which a write must succeed
FRESH_SECONDS = 1.0  # time for which a result is reused, so that requests cause one write a second at most


class Health:
    """Runs one test write at a time, however many callers there are. It runs on the hub.

    `write(rule)` runs a rule in the writer. While a test write is late, callers are answered at once. `clock` returns
    monotonic seconds.
    """

    def __init__(self, write: Callable[[Callable[[Any], None]], Any], clock: Callable[[], float] = time.monotonic):
        self._write, self._clock = write, clock
        self._probe: Any = None
        self._began = self._ended = 0.0

    def is_healthy(self) -> bool:
        """Returns whether the last test write succeeded. Blocks the calling greenlet for LIMIT_SECONDS at most."""
        now = self._clock()
        if self._probe is None or (self._probe.ready() and now - self._ended >= FRESH_SECONDS):
            self._began, self._probe = now, gevent.spawn(self._probe_write)
        probe, left = self._probe, self._began + LIMIT_SECONDS - now
        if left > 0:
            probe.join(left)
        return bool(probe.ready() and probe.value)

    def _probe_write(self) -> bool:
        try:
            self._write(_change_nothing)
        except Exception:
            log.exception("The check of the database writer failed")
            return False
        finally:
            self._ended = self._clock()
        return True


def _change_nothing(work: Any) -> None:
    """Does nothing. The transaction passes the same queue and commit as every write, but syncs nothing."""
