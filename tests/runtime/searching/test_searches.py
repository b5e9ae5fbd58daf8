"""Searches on the hub: nothing is answered by rights that were lost meanwhile, and who types on stops the query."""

from collections.abc import Callable
from functools import partial
from typing import Any

import gevent
import pytest

from chat_desktop.chat.core.events import MemberLeft, SessionsEnded
from chat_desktop.chat.core.work import SearchAnswer, SearchQuestion, SlowQuery
from chat_desktop.errors import Internal, Replaced
from chat_desktop.runtime.event_bus import EventBus
from chat_desktop.runtime.searching import searches as module
from chat_desktop.runtime.searching.processes import SearchProcesses
from chat_desktop.runtime.searching.searches import ASKED_MOST, Searches
from chat_desktop.storage.search_index.index import NO_INDEX
from chat_desktop.storage.writer import Job
from tests.support.parts.gevent_hub import on_a_hub, soon


class Held(SearchProcesses):
    """Answers when the test says so, with the number of the question."""

    def start(self, threads: int) -> None:
        self.asked: list[Job] = []

    def submit(self, job: Job) -> None:
        self.asked.append(job)

    def stop(self, timeout: float = 10.0) -> None:
        pass

    def answer(self) -> None:
        job, number = self.asked[-1], len(self.asked)
        job.result = SearchAnswer(200, str(number).encode())
        job.tag.set()


class Searching:
    """Some searches, and who has asked."""

    def __init__(self) -> None:
        self.searches = Searches(NO_INDEX, lambda jobs: None)
        self.bus = EventBus()
        self.searches.subscribe(self.bus.on)

    @property
    def held(self) -> Held:
        assert isinstance(self.searches.processes, Held)
        return self.searches.processes

    def begin(self, who: str = "ana", key: str | None = None) -> Any:
        question = SearchQuestion(f"session of {who}", {"q": "x"})

        def ask() -> Any:
            try:
                return self.searches.ask(SlowQuery(who, replaces=key), question).body
            except Exception as problem:
                return problem

        asking = gevent.spawn(ask)
        gevent.sleep(0)
        return asking


@pytest.fixture(autouse=True)
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SearchProcesses", Held)


def asked(here: Searching, times: int) -> bool:
    return len(here.held.asked) == times


def searching(use: Callable[[Searching], None]) -> None:
    on_a_hub(lambda: use(Searching()))


@pytest.mark.parametrize("lost", [MemberLeft("room", "ana", 2), SessionsEnded(("another", "session of ana"), "")])
def test_who_loses_rights_meanwhile_is_answered_anew(lost: Any) -> None:
    def use(here: Searching) -> None:
        asking = here.begin()
        here.bus.publish([lost])
        here.held.answer()
        soon(lambda: len(here.held.asked) == 2)
        assert not asking.ready()
        here.held.answer()
        assert asking.get() == b"2"

    searching(use)


def test_who_loses_none_is_answered_at_once_whatever_others_lose() -> None:
    def use(here: Searching) -> None:
        here.bus.publish([MemberLeft("room", "ana", 2)])
        asking = here.begin()
        here.bus.publish([MemberLeft("room", "ben", 2)])
        here.held.answer()
        assert asking.get() == b"1"
        assert not here.searches._asking
        assert not here.searches._lost, "nothing is kept of who does not search"

    searching(use)


def test_it_ends_for_a_person_whose_rights_change_again_and_again() -> None:
    def use(here: Searching) -> None:
        asking = here.begin()
        for number in range(ASKED_MOST):
            soon(partial(asked, here, number + 1))
            here.bus.publish([MemberLeft("room", "ana", 2)])
            here.held.answer()
        assert isinstance(asking.get(), Internal)

    searching(use)


def test_who_types_on_stops_the_query_and_who_leaves_too() -> None:
    def use(here: Searching) -> None:
        first = here.begin(key="page")
        [search] = here.held.asked[0].args
        second = here.begin(key="page")
        assert search.is_cancelled
        here.held.answer()  # the process says that it has stopped
        assert isinstance(first.get(), Replaced)
        soon(lambda: len(here.held.asked) == 2)
        [search] = here.held.asked[1].args
        assert not search.is_cancelled
        second.kill()
        assert search.is_cancelled

    searching(use)
