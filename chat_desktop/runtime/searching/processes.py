"""The processes that search, and the threads that wait for them. Both begin with the first search."""

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence

from chat_desktop import background, child_processes
from chat_desktop.background import Restarted
from chat_desktop.chat.core.work import SearchAnswer
from chat_desktop.errors import ChatError, Damaged, DiskFull, Internal, TooSlow
from chat_desktop.runtime.searching.frames import Outcome, Reply
from chat_desktop.runtime.searching.process import Search, SearchProcess
from chat_desktop.storage.search_index.index import SearchIndex
from chat_desktop.storage.search_index.index_file import NotOpen
from chat_desktop.storage.writer import Job, without_frames

log = logging.getLogger(__name__)

VERB = "__search"
IDLE_SECONDS = 180.0  # after which a process ends
LOOK_SECONDS = 0.5  # between two looks for processes that take too long, while there are any
STOPPED = "search_has_stopped"
REFUSALS = {Outcome.TOO_SLOW: TooSlow, Outcome.NO_SPACE: DiskFull, Outcome.DAMAGED: Damaged}


class SearchProcesses:
    """Takes searches as `Readers` takes rules. `settled` is called in one of the threads with each job that is done.

    A process that dies is replaced and asked once more: what ended it may have come from outside.
    """

    def __init__(
        self,
        index: SearchIndex,
        settled: Callable[[list[Job]], None],
        command: Sequence[str] | None = None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._command = command or child_processes.own_command(VERB, str(index.file.database))
        self._index, self._settled, self._idle_seconds = index, settled, idle_seconds
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[Restarted] = []
        self._changed = threading.Condition()
        self._idle: list[SearchProcess] = []  # the one that was used last is the next one
        self._all: set[SearchProcess] = set()
        self._is_stopped = self._is_watched = False
        index.file.end_others = self.end

    @property
    def process_ids(self) -> set[int]:
        """The ids of the processes."""
        return {process.process_id for process in list(self._all)}

    def start(self, threads: int) -> None:
        """Starts this number of threads, each of which can wait for a process."""
        for number in range(threads):
            thread = Restarted(f"search-{number}", self._run, self.end)
            self._threads.append(thread)
            thread.start()

    def submit(self, job: Job) -> None:
        """Queues a search, the only argument of its job. It does not block."""
        self._jobs.put(job)

    def stop(self, timeout: float = 10.0) -> None:
        """Ends the processes at once, and the threads. Waits `timeout` seconds at most for each of them."""
        self._is_stopped = True
        self.end()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout)
        self.end()

    def close(self) -> None:
        """Nothing is open any more."""

    def end(self) -> None:
        """Ends the processes. The next search starts another one."""
        with self._changed:
            ended, self._all, self._idle = self._all, set(), []
            self._changed.notify_all()
        for process in ended:
            process.kill()

    def _run(self) -> None:
        while job := self._jobs.get():
            try:
                job.result = self._answer(*job.args)
            except ChatError as problem:
                job.error = without_frames(problem)
            except BaseException:
                log.critical("A search failed", exc_info=True)
                job.error = Internal()
            self._settled([job])

    def _answer(self, search: Search) -> SearchAnswer:
        reply = self._ask(search) or self._ask(search)
        if search.is_cancelled:
            raise Internal("nobody_waits_for_query_more")
        if reply is None:
            log.warning("The process that searches has ended twice at the same search")
            raise Internal(STOPPED)
        if reply.outcome in REFUSALS:
            raise REFUSALS[reply.outcome]()
        if reply.outcome is not Outcome.ANSWERED:
            log.error("A search failed: %s", reply.body.decode("utf-8", "replace"))
            raise Internal
        return SearchAnswer(reply.status, reply.body, reply.is_compressed)

    def _ask(self, search: Search) -> Reply | None:
        """Returns the reply, or None when the process has died."""
        if search.is_cancelled or self._is_stopped:
            raise Internal("nobody_waits_for_query_more")
        process = self._taken()
        reply = None
        try:
            reply = self._reply(process, search)
        finally:
            self._give_back(process, is_usable=reply is not None)
        if process.is_overdue:
            raise TooSlow
        return reply

    def _reply(self, process: SearchProcess, search: Search) -> Reply | None:
        try:
            with self._index.file.read_elsewhere():
                reply = process.ask(search, has_index=True, is_late=self._index.is_late)
                if reply is not None and reply.is_damaged:
                    self._index.found_damage(sqlite3.DatabaseError("a search found it damaged"))
                return reply
        except NotOpen:
            return process.ask(search, has_index=False, is_late=True)

    def _taken(self) -> SearchProcess:
        if (idle := self._taken_idle()) is not None:
            return idle
        try:
            process = SearchProcess(self._command)
        except OSError as problem:
            log.warning("The process that searches did not start: %s", problem)
            raise Internal(STOPPED) from None
        with self._changed:
            self._all.add(process)
            if not self._is_watched:
                self._is_watched = True
                background.start("watch over searches", self._watch)
        return process

    def _taken_idle(self) -> SearchProcess | None:
        ended = []
        try:
            with self._changed:
                while self._idle:
                    process = self._idle.pop()
                    if process.is_running:
                        return process
                    self._all.discard(process)
                    ended.append(process)
        finally:
            for process in ended:
                process.kill()  # for its pipes
        return None

    def _give_back(self, process: SearchProcess, is_usable: bool) -> None:
        with self._changed:
            if is_usable and process in self._all and not self._is_stopped:
                self._idle.append(process)
                return
            self._all.discard(process)
        process.kill()

    def _watch(self) -> None:
        """Ends processes that take too long, or that nobody has asked for a while. It ends with the last of them."""
        while True:
            now = time.monotonic()
            for process in list(self._all):
                process.kill_if_overdue(now)
            with self._changed:
                ended = [each for each in self._idle if now - each.idle_since >= self._idle_seconds]
                self._idle = [each for each in self._idle if each not in ended]
                self._all.difference_update(ended)
                if not self._all and not ended:
                    self._is_watched = False
                    return
                if not ended:
                    self._changed.wait(LOOK_SECONDS)
            for process in ended:
                process.kill()
