"""Watches for a full disk and a damaged database, and announces them, and when there is space again."""

import logging
from collections.abc import Callable
from typing import Any

import gevent

from chat_desktop.chat.core.work import RuleExecutor, SearchAnswer, SearchQuestion, SlowQuery
from chat_desktop.chat.office import offices
from chat_desktop.error_guard import guarded
from chat_desktop.errors import ChatError, Damaged, DiskFull

PROBE_SECONDS = 2.0  # time between two tests whether there is space again

log = logging.getLogger(__name__)


class DiskMonitor:
    """Passes rules to the executor, and notices when one fails because the disk is full or the database is damaged.

    `tell` is called with "disk_full", and with None once a write succeeds again. It is called with "damaged" once: only
    a host that is started again, with a database that was restored, is without that.
    """

    def __init__(self, office: RuleExecutor) -> None:
        self.tell: Callable[[str | None], None] = lambda reason: None
        self._office = office
        self._probing: Any = None
        self._is_damaged = False

    def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule in the writer. Raises DiskFull when it cannot be stored, and what the rule raises."""
        try:
            return self._office.write(rule, *args, **kwargs)
        except DiskFull:
            self._begin()
            raise
        except Damaged:
            self._note_damage()
            raise

    def read(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule in a reader. Raises what the rule raises."""
        try:
            return self._office.read(rule, *args, **kwargs)
        except Damaged:
            self._note_damage()
            raise

    def read_slowly(self, terms: SlowQuery, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a slow query. Raises TooSlow, RateLimited, and what the rule raises."""
        try:
            return self._office.read_slowly(terms, rule, *args, **kwargs)
        except Damaged:
            self._note_damage()
            raise

    def search(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        """Searches the messages. Raises TooSlow, Replaced, RateLimited, Internal, DiskFull, Damaged."""
        return self._office.search(terms, question)

    def hash(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a slow function in a thread for hashing. Raises what it raises."""
        return self._office.hash(function, *args, **kwargs)

    def stop(self) -> None:
        """Ends the tests for disk space."""
        if self._probing is not None:
            self._probing.kill()

    def _begin(self) -> None:
        if self._probing is None:
            log.warning("The disk is full, so nothing can be stored")
            self._probing = gevent.spawn(self._await_end)
            if not self._is_damaged:
                guarded("Announcing the full disk", self.tell, "disk_full")

    def _note_damage(self) -> None:
        if not self._is_damaged:
            self._is_damaged = True
            log.critical("The database is damaged. Restore the office from a backup")
            guarded("Announcing the damage", self.tell, "damaged")

    def _await_end(self) -> None:
        # The test does not wait for the next message, because pages send none while they show that nothing is stored.
        stored = False
        while not stored:
            gevent.sleep(PROBE_SECONDS)
            try:
                self._office.write(offices.try_write)
                stored = True
            except ChatError:
                pass
            except Exception:
                # The loop goes on: if it ended, pages would show for ever that nothing can be stored.
                log.exception("The check for disk space failed")
        self._probing = None
        log.warning("There is space on the disk again")
        if not self._is_damaged:
            self.tell(None)
