"""Slow queries that give way, such as the counts of a search: they hold nothing up."""

import pytest

from chat_desktop.errors import RateLimited, Replaced
from chat_desktop.runtime.executor import Executor
from tests.runtime.test_slow_queries import SLOW_READERS, start, topic
from tests.runtime.test_slow_queries import slow_readers as slow_readers
from tests.support.parts.hub_executor import with_executor
from tests.support.parts.rules_office import RulesOffice


def test_a_query_that_gives_way_takes_only_a_thread_that_is_free(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        assert start(executor, "ana", topic, gives_way=True).get() == ""
        busy = [start(executor, f"person {number}") for number in range(SLOW_READERS - 1)]
        assert start(executor, "ana", topic, gives_way=True).get() == "", "a thread is free"
        assert isinstance(start(executor, "person 0", topic, gives_way=True).get(), RateLimited), "theirs is at work"
        busy.append(start(executor, "one more"))
        assert isinstance(start(executor, "ana", topic, gives_way=True).get(), RateLimited)
        assert executor._slow._waiting == {}

    with_executor(office, use)


@pytest.mark.parametrize("asker", ["ana", "ben"])
def test_a_query_that_gives_way_is_stopped_when_another_needs_its_thread(office: RulesOffice, asker: str) -> None:
    def use(executor: Executor) -> None:
        counting = start(executor, "ana", gives_way=True)
        busy = [start(executor, f"person {number}") for number in range(SLOW_READERS - 1)] if asker == "ben" else []
        assert not counting.ready()
        assert start(executor, asker, topic).get() == ""
        assert isinstance(counting.get(), Replaced)
        assert not any(each.ready() for each in busy), "nothing else is stopped"

    with_executor(office, use)
