"""Whether a write still comes back, for who watches the host from outside (`GET /healthz`)."""

import logging
import time
from collections.abc import Callable
from typing import Any

import gevent

log = logging.getLogger(__name__)

LIMIT_SECONDS = 2.0  # for a write to come back
FRESH_SECONDS = 1.0  # so long an answer holds: a stranger who polls causes one probe a second at most


class Health:
    """On the hub. However many ask, one probe is on its way; while one is late, everybody is answered at once.

    `write(rule)` is the office's own.
    """

    def __init__(self, write: Callable[[Callable[[Any], None]], Any], clock: Callable[[], float] = time.monotonic):
        self._write, self._clock = write, clock
        self._probe: Any = None
        self._began = self._ended = 0.0

    def is_healthy(self) -> bool:
        """Blocks the calling greenlet until the probe is back, for LIMIT_SECONDS at most."""
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
    """Goes the way of every write: queue, transaction, commit, hub. Without a change nothing is synced."""
