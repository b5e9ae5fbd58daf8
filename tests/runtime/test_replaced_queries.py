"""A person who types on: the last of their slow queries counts, and there is a rate."""

from chat_desktop.errors import RateLimited, Replaced
from chat_desktop.runtime.executor import Executor
from chat_desktop.runtime.slow_queries import BURST, PER_SECOND
from tests.runtime.test_slow_queries import running, start, topic
from tests.runtime.test_slow_queries import slow_readers as slow_readers
from tests.support.clocks.clock import Clock
from tests.support.parts.gevent_hub import soon
from tests.support.parts.hub_executor import with_executor
from tests.support.parts.rules_office import RulesOffice


def test_a_later_query_takes_the_place_of_the_one_before_whether_that_runs_or_waits(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        runs = start(executor, "ana", replaces="page")
        soon(lambda: running(executor) == ["ana"])
        waits = start(executor, "ana", replaces="page")  # until the first one's thread has noticed
        last = start(executor, "ana", topic, replaces="page")
        assert last.get() == ""
        assert [type(each.get()) for each in (runs, waits)] == [Replaced] * 2
        assert executor._slow._replaceable == {}

    with_executor(office, use)


def test_queries_of_other_pages_and_people_keep_their_places(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        mine, theirs = start(executor, "ana", replaces="page"), start(executor, "ben", replaces="page")
        other_page = start(executor, "ana", topic, replaces="other page")
        without = start(executor, "ana", topic)
        start(executor, "cleo", topic, replaces="page")
        assert not any(each.ready() for each in (mine, theirs, other_page, without))
        mine.kill()
        assert [other_page.get(), without.get()] == ["", ""]

    with_executor(office, use)


def test_a_person_asks_as_fast_as_one_types_and_no_faster(office: RulesOffice) -> None:
    clock = Clock()

    def use(executor: Executor) -> None:
        executor._slow._clock = clock
        assert [start(executor, "ana", topic).get() for _ in range(int(BURST))] == [""] * int(BURST)
        refused = start(executor, "ana", topic).get()
        assert isinstance(refused, RateLimited)
        assert start(executor, "ben", topic).get() == ""
        clock.now += 1.0
        assert [start(executor, "ana", topic).get() for _ in range(int(PER_SECOND))] == [""] * int(PER_SECOND)

    with_executor(office, use)
