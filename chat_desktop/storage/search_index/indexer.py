"""The thread that fills the index behind the commits, makes it anew when that is necessary, and keeps it small."""

import contextlib
import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

from chat_desktop.background import Restarted
from chat_desktop.storage.search_index import batches, faults, schema, upkeep
from chat_desktop.storage.search_index.index import SearchIndex
from chat_desktop.storage.search_index.schema import State
from chat_desktop.storage.search_index.source import Outdated, Source, Unreadable

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.25  # messages of this time are indexed together
FORGET_SECONDS = 5.0  # until it is tried again to forget changes that were followed
FULL_DISK_SECONDS = 30.0
INTERRUPT_SECONDS = 0.1
FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS = 1.0, 300.0
REPLACE_SECONDS = 60.0  # at least, between two that are made anew, if the disk spoils them
SMALL_OFFICE_MESSAGES = 10_000  # are indexed within a second
LEAST_FREE_BYTES = 32 << 20  # the last of the disk is left to messages

FULL_DISK = "The disk is full, so new messages are not indexed for search. They are stored as long as there is space."


class Indexer:
    """Follows the database from a thread of its own, so that a message is posted as fast as without search.

    `forget(change)` removes the changes that were followed from the database; it must not wait. Everything but `wake`
    and `stop` belongs to the thread.
    """

    def __init__(
        self,
        index: SearchIndex,
        database: Path,
        forget: Callable[[int], None],
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._index, self._forget, self._now_ms = index, forget, now_ms
        self._source = Source(database)
        self._connection: sqlite3.Connection | None = None
        self._state: State | None = None
        self._damage: Exception | None = None
        self._failures = 0
        self._replaced_at = -REPLACE_SECONDS
        self._has_to_forget = False
        self._awake, self._stopping, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._thread = Restarted("indexer", self._run, self.close)
        index.found_damage = self._found_damage

    def start(self) -> None:
        """Starts the thread, which looks at once how far the index goes."""
        self.wake()
        self._thread.start()

    def wake(self) -> None:
        """Something was committed. It may be called from any thread, and does not block."""
        if not self._awake.is_set():
            self._awake.set()

    def stop(self, timeout: float = 10.0) -> None:
        """Ends the thread, and what it does at this moment. Waits `timeout` seconds at most."""
        self._stopping.set()
        self._awake.set()
        end = time.monotonic() + timeout
        self._interrupt()
        while not self._ended.wait(INTERRUPT_SECONDS) and time.monotonic() < end:
            self._interrupt()  # again: between two statements it has no effect
        self._thread.join(max(0.0, end - time.monotonic()))

    def _interrupt(self) -> None:
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(sqlite3.ProgrammingError):  # the thread has closed it just now
                connection.interrupt()

    def close(self) -> None:
        """Closes what the thread has opened. The thread does so at its end."""
        self._drop_connection()
        self._source.close()

    def attempt(self) -> float | None:
        """Catches up. If that failed it returns after how many seconds to try again; the index is made anew then, if it
        is damaged."""
        try:
            self.catch_up()
        except Exception as problem:
            is_small = self._state is not None and self._state.high <= SMALL_OFFICE_MESSAGES
            self._drop_connection()
            if self._stopping.is_set():
                return None  # it was interrupted; what it has not written is written after the next start
            if faults.is_full_disk(problem):
                return self._wait_for_space()
            if isinstance(problem, Outdated) or faults.is_damage(problem):
                is_quick = is_small and self._damage is None and isinstance(problem, Outdated)
                self._damage = self._damage or problem
                return self._make_anew(problem, is_quick)
            return self._put_off(problem)
        if self._index.is_late:
            log.warning("Messages are indexed for search again.")
        self._index.is_late, self._failures = False, 0
        return None

    def catch_up(self) -> None:
        """Indexes all that is there at this moment. Raises Unreadable, Outdated, OSError, sqlite3.Error."""
        self._check_space()
        index, state = self._opened()
        while not self._stopping.is_set():
            self._check_damage()
            self._check_space()
            begun = time.monotonic()
            batch = self._source.next_batch(state)
            if batch.state != state:
                batches.write(index, batch)
                self._state = state = batch.state
            if batch.is_last:
                break
            if state.low:  # what was there before takes half of this thread's time at most
                self._stopping.wait(time.monotonic() - begun)
        self._forget_followed(index, state)
        self._keep_up(index, state)

    @property
    def wants_upkeep(self) -> bool:
        """Whether another part of the weekly work is to be done, now that nothing else is."""
        state = self._state
        if state is None or state.low or not state.high:
            return False
        return self._now_ms() - state.optimized_at >= upkeep.EVERY_MS

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._awake.wait(FORGET_SECONDS if self._has_to_forget else None)
            if self._stopping.wait(GATHER_SECONDS):
                break
            self._awake.clear()
            pause = self.attempt()
            if pause is not None:
                self._stopping.wait(pause)
                self._awake.set()
        self.close()
        self._ended.set()

    def _wait_for_space(self) -> float:
        if not self._index.is_late:
            log.warning(FULL_DISK)
        self._index.is_late = True
        return FULL_DISK_SECONDS

    def _make_anew(self, problem: Exception, is_quick: bool) -> float:
        log.warning("The search index is made anew: %s.", problem)
        self._index.is_late = True
        return 0.0 if is_quick else max(0.0, self._replaced_at + REPLACE_SECONDS - time.monotonic())

    def _put_off(self, problem: Exception) -> float:
        pause = min(FIRST_RETRY_SECONDS * 2.0 ** min(self._failures, 10), LONGEST_RETRY_SECONDS)
        self._failures += 1
        self._index.is_late = True
        is_ours = isinstance(problem, (Unreadable, OSError, sqlite3.Error))
        log.warning(
            "The search index cannot be used (%s). It is tried again in %.0f s.",
            str(problem) or type(problem).__name__,
            pause,
            exc_info=None if is_ours else problem,
        )
        return pause

    def _opened(self) -> tuple[sqlite3.Connection, State]:
        """The index, which is made anew when it does not fit."""
        if self._connection is None or self._state is None:
            self._source.close()
            state = self._continued_state()
            if state is None:
                state = self._source.empty_state()
                self._index.file.make_anew(state)
                if self._damage is not None:
                    self._damage, self._replaced_at = None, time.monotonic()
            self._connection, self._state = self._index.file.open_to_write(), state
        return self._connection, self._state

    def _continued_state(self) -> State | None:
        """The state of the index that is there, or None if it cannot be continued."""
        if self._damage is not None or not self._index.file.path.exists():
            return None
        try:
            connection = self._index.file.open_to_write()
            try:
                state = schema.read_state(connection)
            finally:
                connection.close()
        except sqlite3.Error as problem:
            if not faults.is_damage(problem):
                raise
            log.warning("The search index is damaged (%s). It is made anew.", problem)
            return None
        return state if self._source.fits(state) else None

    def _check_damage(self) -> None:
        if self._damage is not None:
            raise Outdated(f"it is damaged ({self._damage})")

    def _check_space(self) -> None:
        if shutil.disk_usage(self._index.file.path.parent).free < LEAST_FREE_BYTES:
            raise OSError(ENOSPC, "There is hardly any space on the disk.")

    def _forget_followed(self, index: sqlite3.Connection, state: State) -> None:
        """Only what a power cut cannot take from the index is forgotten, so it is synced before."""
        self._has_to_forget = self._source.keeps_followed_changes(state.change)
        if self._has_to_forget:
            _, pages, synced = index.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if pages == synced:
                self._forget(state.change)

    def _keep_up(self, index: sqlite3.Connection, state: State) -> None:
        if not self.wants_upkeep:
            return
        if upkeep.go_on(index):
            self._state = replace(state, optimized_at=self._now_ms())
            index.execute(schema.SET_STATE, self._state.values)
        else:
            self._awake.set()  # a part at a time: messages come in between

    def _found_damage(self, problem: Exception) -> None:
        self._damage = problem
        self._awake.set()

    def _drop_connection(self) -> None:
        if self._connection is not None:
            # An interruption that came too late for a statement would stop the checkpoint of the last connection.
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("SELECT 1").fetchone()
            self._connection.close()
        self._connection = self._state = None
