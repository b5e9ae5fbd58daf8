"""Searches as the hub sees them: in turn, bounded, and never answered by rights that a person has lost meanwhile."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core.events import MemberLeft, SessionsEnded, UserChanged
from chat_desktop.chat.core.work import SearchAnswer, SearchQuestion, SlowQuery
from chat_desktop.errors import Internal
from chat_desktop.runtime.searching.process import Search
from chat_desktop.runtime.searching.processes import SearchProcesses
from chat_desktop.runtime.slow_queries import SlowQueries
from chat_desktop.storage.search_index.index import SearchIndex
from chat_desktop.storage.writer import Job

ASKED_MOST = 4  # times, if the rights of a person change again and again while they search


class Searches:
    """The process reads who may read what in the snapshot of its query. When rights of the person have ended by the
    time it answers, it is asked again, so that nothing leaves the host that they may not read any more."""

    def __init__(self, index: SearchIndex, settled: Callable[[list[Job]], None]) -> None:
        self.processes = SearchProcesses(index, settled)
        self._lane = SlowQueries(self.processes)
        self._lost: Counter[str] = Counter()  # by person or session, of those who search at this moment
        self._asking: Counter[str] = Counter()

    def subscribe(self, on: Callable[[Any, Callable[[Any], None]], None]) -> None:
        """Follows who loses rights."""
        on(MemberLeft, lambda event: self._note(event.user_id))
        on(UserChanged, lambda event: self._note(event.user.id))
        on(SessionsEnded, lambda event: self._note(*event.session_ids))

    def ask(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        """Blocks the calling greenlet. Raises TooSlow, Replaced, RateLimited, and Internal when no process answers."""
        names = (terms.user_id, question.session_id)
        self._asking.update(names)
        try:
            for _ in range(ASKED_MOST):
                before = [self._lost[name] for name in names]
                answer = self._ask(terms, question)
                if before == [self._lost[name] for name in names]:
                    return answer
            raise Internal
        finally:
            self._asking.subtract(names)
            for name in names:
                if not self._asking[name]:
                    del self._asking[name], self._lost[name]

    def cancel_all(self) -> None:
        """On the hub, before `stop`."""
        self._lane.cancel_all()

    def cancel_running(self) -> None:
        """Stops what runs, and begins nothing more."""
        self._lane.cancel_running()

    def stop(self) -> None:
        """Ends the processes. In a thread that may block."""
        self._lane.stop()

    def _ask(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        search = Search(question, terms.limit_seconds)
        job = self._lane.ask_with(terms, search, Job(self.processes.submit, (search,), {}))
        try:
            if job.error is not None:
                raise job.error
            answer: SearchAnswer = job.result
            return answer
        finally:
            del job  # its error holds this frame, which would hold the job

    def _note(self, *names: str) -> None:
        for name in names:
            if name in self._asking:
                self._lost[name] += 1
