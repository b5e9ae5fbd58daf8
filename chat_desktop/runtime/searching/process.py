"""One process that searches, as the host sees it: started, asked, and killed when it does not answer in time."""

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chat_desktop import child_processes
from chat_desktop.chat.core.work import SearchQuestion
from chat_desktop.runtime.searching import frames
from chat_desktop.runtime.searching.frames import Asked, Line, Reply

KILL_SECONDS = 5.0  # a process that was killed is gone by then, unless its disk hangs
# Beyond the limit of a question, for a computer that has much else to do: the process gives way to the host.
GRACE_SECONDS = 7.0
START_SECONDS = 45.0  # instead of that for the first question: a slow disk, or a virus scanner that reads the program
# Each thread would reserve memory for itself (glibc).
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}


@dataclass(slots=True, eq=False)
class Search:
    """A question that is asked, or waits. `cancel` is called on the hub, and does not wait."""

    question: SearchQuestion
    limit_seconds: float
    is_cancelled: bool = False
    tell: Callable[[], None] | None = field(default=None, repr=False)  # while a process works at it

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self.is_cancelled = True
        if (tell := self.tell) is not None:
            tell()


class SearchProcess:
    """`ask` is called by one thread at a time; everything else by any thread."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises OSError when it cannot be started."""
        self._process = child_processes.start_worker(command, child_processes.own_folder(), **ENVIRONMENT)
        self._number = 0
        self._has_answered = False
        self._end: float | None = None  # of the question at which it works
        self.idle_since = time.monotonic()
        self.is_overdue = False

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask(self, search: Search, has_index: bool, is_late: bool) -> Reply | None:
        """Returns the reply, or None when the process has ended or has to be ended. Blocks the calling thread."""
        self._number = number = (self._number + 1) % (1 << 32)
        self._end = time.monotonic() + search.limit_seconds + (GRACE_SECONDS if self._has_answered else START_SECONDS)
        question = search.question
        asked = Asked(
            *(number, question.session_id, question.given, question.takes_gzip),
            *(search.limit_seconds, has_index, is_late),
        )
        try:
            return self._answered(search, asked)
        except (OSError, ValueError):  # ValueError: `kill` has closed the pipe
            return None
        finally:
            search.tell = self._end = None
            self.idle_since = time.monotonic()

    def kill_if_overdue(self, now: float) -> None:
        """Kills it when it works longer than it may."""
        end = self._end
        if end is not None and now >= end:
            self.is_overdue = True
            self.kill()

    def kill(self) -> None:
        """Kills the process and waits for its end. Whoever reads its answer meanwhile calls it again after that."""
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(child_processes.TimeoutExpired):
            self._process.wait(KILL_SECONDS)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        if self._end is None:
            self._process.stdout.close()

    def _answered(self, search: Search, asked: Asked) -> Reply | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None

        def tell() -> None:
            # A few bytes, which the pipe always has room for: the process reads all that comes, in a thread.
            with contextlib.suppress(OSError, ValueError):
                frames.write_line(stdin, Line(cancelled=asked.number))  # type: ignore[arg-type]

        frames.write_line(stdin, Line(asked=asked))  # type: ignore[arg-type]
        search.tell = tell
        if search.is_cancelled:  # while the question was written
            tell()
        reply = frames.read_reply(stdout)  # type: ignore[arg-type]
        self._has_answered = True
        return reply if reply is not None and reply.number == asked.number else None
