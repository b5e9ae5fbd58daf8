"""The process that searches, started by `chat-desktop __search DATABASE`.

It reads the database and the index, and writes neither. It knows no secret, has no connection to the host but its two
pipes, and may be killed at any time. One question is answered at a time, while a thread reads what else the host says.
"""

import contextlib
import os
import queue
import sqlite3
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from chat_desktop import background, child_processes
from chat_desktop.chat.core.work import Reading, SearchAnswer, SearchQuestion
from chat_desktop.errors import Damaged, Internal, TooSlow
from chat_desktop.files.process_limits import ProcessLimits
from chat_desktop.runtime.searching import frames
from chat_desktop.runtime.searching.frames import Asked, Outcome, Reply
from chat_desktop.storage import sqlite_errors
from chat_desktop.storage.query_limit import QueryLimit
from chat_desktop.storage.search_index.index import NO_INDEX, SearchIndex
from chat_desktop.wire import searching

CPU_SECONDS = 30  # for one question, far above its limit: the end of one whose Python code runs on
BUSY_MS = 5_000
# The lowest priority: Linux lets a process at 10 finish a part of its turn before the host, which has just been woken.
# It takes what nobody else needs, so it would not get anything at SCHED_IDLE on a computer that is busy all the time.
NICE = 19


class _Reading(Reading):
    """A snapshot without SQLAlchemy, which search does not use."""

    def __init__(self, db: sqlite3.Connection, now: int, index: SearchIndex) -> None:
        self.now, self.search_index, self.db = now, index, db

    db: sqlite3.Connection


class Child:
    """Answers questions. What the host says comes through `hear`, from another thread."""

    def __init__(self, database: Path) -> None:
        self._db = open_to_read(database)
        self._index = SearchIndex(database, mode="ro")
        self._index.found_damage = self._found_damage
        self._is_damaged = False
        self._questions: queue.SimpleQueue[tuple[Asked, QueryLimit]] = queue.SimpleQueue()
        self._latest: tuple[int, QueryLimit] | None = None

    def hear(self, requests: BinaryIO) -> None:
        """Takes what the host says, and ends the process when the host is gone, also in the middle of a query."""
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            while (line := frames.read_line(requests)) is not None:
                latest = self._latest
                if line.cancelled is not None and latest is not None and latest[0] == line.cancelled:
                    latest[1].cancel()
                if line.asked is not None:
                    limit = QueryLimit(line.asked.limit_seconds)
                    self._latest = line.asked.number, limit
                    self._questions.put((line.asked, limit))
        os._exit(0)

    def serve(self, answers: BinaryIO, limits: ProcessLimits) -> None:
        """Answers for ever. Raises OSError when the host is gone."""
        while True:
            asked, limit = self._questions.get()
            limits.allow_next()
            frames.write_reply(answers, self._reply(asked, limit))

    def _reply(self, asked: Asked, limit: QueryLimit) -> Reply:
        self._is_damaged = False
        try:
            answer = self._answer(asked, limit)
        except TooSlow:
            return Reply(asked.number, Outcome.TOO_SLOW)
        except Internal:
            return Reply(asked.number, Outcome.CANCELLED)
        except Exception as problem:
            if (told := sqlite_errors.told(problem)) is not None:
                return Reply(asked.number, Outcome.DAMAGED if isinstance(told, Damaged) else Outcome.NO_SPACE)
            # Without its text, which may quote a message.
            places = f"{type(problem).__name__}\n{''.join(traceback.format_tb(problem.__traceback__))}"
            return Reply(asked.number, Outcome.FAILED, body=places.encode())
        rest = (answer.status, answer.is_compressed, self._is_damaged, answer.body)
        return Reply(asked.number, Outcome.ANSWERED, *rest)

    def _answer(self, asked: Asked, limit: QueryLimit) -> SearchAnswer:
        self._index.is_late = asked.is_late
        index = self._index if asked.has_index else NO_INDEX
        question = SearchQuestion(asked.session_id, asked.given, asked.takes_gzip)
        with self._snapshot():
            return limit.bound(searching.answer)(  # type: ignore[no-any-return]
                _Reading(self._db, time.time_ns() // 1_000_000, index), question
            )

    @contextlib.contextmanager
    def _snapshot(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _found_damage(self, problem: Exception) -> None:
        self._is_damaged = True


def open_to_read(database: Path) -> sqlite3.Connection:
    """Returns a connection that cannot write. Raises sqlite3.Error."""
    db = sqlite3.connect(
        f"{database.absolute().as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        cached_statements=256,
        check_same_thread=False,
    )
    for pragma in ("query_only = ON", f"busy_timeout = {BUSY_MS}", "temp_store = MEMORY", "cache_size = -16000"):
        db.execute(f"PRAGMA {pragma}")
    return db


def main(database: str) -> int:
    """Answers until the host closes the pipe, or is gone."""
    limits = ProcessLimits(CPU_SECONDS, NICE)
    requests, answers = child_processes.own_pipes()
    child = Child(Path(database))
    background.start("questions", child.hear, requests)
    with contextlib.suppress(OSError):
        child.serve(answers, limits)
    os._exit(0)  # nothing is to be stored, and a connection that is closed in order could write a checkpoint
