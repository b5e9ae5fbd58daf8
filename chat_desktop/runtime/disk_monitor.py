"""When the host's disk is full: everyone is told at once, and again when it is over."""

import logging
from collections.abc import Callable
from typing import Any

import gevent

from chat_desktop.chat.core.work import RuleExecutor, SlowQuery
from chat_desktop.chat.office import offices
from chat_desktop.errors import ChatError, DiskFull
from chat_desktop.guard import guarded

PROBE_SECONDS = 2.0  # between two looks whether there is space again

log = logging.getLogger(__name__)


class DiskMonitor:
    """The office as the doors see it, watched: `tell` is called with "disk_full", and with None when that is over."""

    def __init__(self, office: RuleExecutor) -> None:
        self.tell: Callable[[str | None], None] = lambda reason: None
        self._office = office
        self._probing: Any = None

    def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return self._office.write(rule, *args, **kwargs)
        except DiskFull:
            self._begin()
            raise

    def read(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self._office.read(rule, *args, **kwargs)

    def read_slowly(self, terms: SlowQuery, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self._office.read_slowly(terms, rule, *args, **kwargs)

    def hash(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self._office.hash(function, *args, **kwargs)

    def publish(self, event: Any) -> None:
        self._office.publish(event)

    def stop(self) -> None:
        if self._probing is not None:
            self._probing.kill()

    def _begin(self) -> None:
        if self._probing is None:
            log.warning("The disk is full, so nothing can be stored")
            self._probing = gevent.spawn(self._await_end)
            guarded("Announcing the full disk", self.tell, "disk_full")

    def _await_end(self) -> None:
        # Not left to the next message: nobody may write as long as the page says that nothing is stored.
        stored = False
        while not stored:
            gevent.sleep(PROBE_SECONDS)
            try:
                self._office.write(offices.touch)
                stored = True
            except ChatError:
                pass
            except Exception:
                # Or nobody could write any more: the page says that nothing is stored until this ends.
                log.exception("The check for disk space failed")
        self._probing = None
        log.warning("There is space on the disk again")
        self.tell(None)
