"""Queries that may take seconds: beside everything else, in turn, stopped at their limit and when nobody waits."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import gevent
import pytest
import sqlalchemy

from chat_desktop.chat.core.work import Reading, SlowQuery
from chat_desktop.errors import Internal, NotFound, RateLimited, TooSlow
from chat_desktop.runtime import slow_queries
from chat_desktop.runtime.executor import READERS, Executor
from chat_desktop.runtime.slow_queries import RETRY_SECONDS, WAITING_EACH, WAITING_MOST
from chat_desktop.storage.query_limit import QueryLimit
from chat_desktop.storage.readers import Readers
from tests.support.clocks.clock import Clock
from tests.support.parts.gevent_hub import on_a_hub, soon
from tests.support.parts.hub_executor import with_executor
from tests.support.parts.rules_office import RulesOffice

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
LONG_SECONDS = 100_000.0
SLOW_READERS = 2


@pytest.fixture(autouse=True)
def slow_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as on a computer with more than two cores, on which several queries run at once."""
    monkeypatch.setattr(slow_queries, "SLOW_READERS", SLOW_READERS)


def endless(reading: Reading) -> None:
    reading.db.execute(ENDLESS).fetchone()


def endless_by_the_orm(reading: Reading) -> None:
    reading.session.execute(sqlalchemy.text(ENDLESS)).fetchone()


def endless_in_many_statements(reading: Reading) -> None:
    """As an export reads: page after page."""
    while True:
        reading.db.execute(ENDLESS.replace("FROM n)", "FROM n WHERE i < 500)")).fetchone()


def topic(reading: Reading) -> str:
    return str(reading.db.execute("SELECT topic FROM rooms").fetchone()[0])


def start(executor: Executor, who: str, rule: Callable[..., Any] = endless, **terms: Any) -> Any:
    """A greenlet whose value is the result or the error. It has asked when this returns."""

    def ask() -> Any:
        try:
            return executor.read_slowly(SlowQuery(who, **{"limit_seconds": LONG_SECONDS, **terms}), rule)
        except Exception as problem:
            return problem

    asking = gevent.spawn(ask)
    gevent.sleep(0)
    return asking


def running(executor: Executor) -> list[str]:
    return sorted(executor._slow._running)


def readers(executor: Executor) -> Readers:
    pool = executor._slow._pool
    assert isinstance(pool, Readers)
    return pool


def fill(executor: Executor) -> list[Any]:
    """With endless queries, as many as run and wait."""
    return [start(executor, f"person {number}") for number in range(SLOW_READERS + WAITING_MOST)]


def test_slow_queries_that_fill_their_threads_hold_up_no_other_read(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        asking = fill(executor)
        assert [executor.read(topic) for _ in range(4 * READERS)] == [""] * 4 * READERS
        assert executor.write(lambda work: work.now) == office.now
        assert len(running(executor)) == SLOW_READERS
        assert not any(each.ready() for each in asking)

    with_executor(office, use)


@pytest.mark.parametrize("rule", [endless, endless_by_the_orm, endless_in_many_statements])
def test_a_query_past_its_limit_is_stopped_and_its_connection_serves_the_next(office: RulesOffice, rule: Any) -> None:
    def use(executor: Executor) -> None:
        problems = [start(executor, f"person {number}", rule, limit_seconds=0.05) for number in range(6)]
        gevent.joinall(problems)
        assert [type(each.value) for each in problems] == [TooSlow] * 6
        assert problems[0].value.key == TooSlow.key
        connections = list(readers(executor)._all)
        assert len(connections) <= SLOW_READERS
        assert [start(executor, "ana", topic).get() for _ in range(6)] == [""] * 6
        assert readers(executor)._all == connections, "none was lost"

    with_executor(office, use)


def test_the_limit_begins_when_the_query_does_and_ends_with_it(office: RulesOffice) -> None:
    clock = Clock()
    limit = QueryLimit(10.0, clock)
    clock.now += 60  # it has waited for a thread

    def rule(reading: Reading) -> int:
        clock.now += 9
        return int(reading.db.execute(ENDLESS.replace("FROM n)", "FROM n WHERE i < 5000)")).fetchone()[0])

    assert office.read(limit.bound(rule)) == 5000
    clock.now += 60
    assert office.read(rule) == 5000, "nothing is left on the connection"


def test_an_error_of_the_rule_itself_is_passed_on(office: RulesOffice) -> None:
    def refuse(reading: Reading) -> None:
        raise NotFound

    def wrong(reading: Reading) -> None:
        reading.db.execute("SELECT a FROM nowhere")

    def use(executor: Executor) -> None:
        assert isinstance(start(executor, "ana", refuse).get(), NotFound)
        assert "nowhere" in str(start(executor, "ana", wrong).get())

    with_executor(office, use)


def test_a_query_whose_caller_is_ended_is_stopped_and_one_that_waits_never_begins(office: RulesOffice) -> None:
    began: list[str] = []

    def begin(reading: Reading) -> None:
        began.append("waiting")

    def use(executor: Executor) -> None:
        asking = [start(executor, f"person {number}") for number in range(SLOW_READERS)]
        waiting = start(executor, "ana", begin)
        waiting.kill()
        for each in asking:
            each.kill()
        soon(lambda: not running(executor))
        assert executor._slow._waiting == {}
        assert began == []
        assert start(executor, "ana", topic).get() == ""

    with_executor(office, use)


def test_a_query_whose_asker_has_left_is_stopped(office: RulesOffice) -> None:
    gone: list[bool] = []

    def use(executor: Executor) -> None:
        asking = start(executor, "ana", is_gone=lambda: bool(gone))
        soon(lambda: running(executor) == ["ana"])
        gone.append(True)
        assert isinstance(asking.get(), Internal)
        soon(lambda: not running(executor))

    with_executor(office, use)


def test_one_query_a_person_runs_and_people_take_turns(office: RulesOffice) -> None:
    order: list[str] = []

    def note(name: str) -> Callable[[Reading], None]:
        return lambda reading: order.append(name)

    def use(executor: Executor) -> None:
        first, other = start(executor, "ana"), start(executor, "zoe")
        mine = [start(executor, "ana", note(f"ana {number}")) for number in range(WAITING_EACH)]
        theirs = [start(executor, name, note(name)) for name in ("ben", "cleo")]
        assert running(executor) == ["ana", "zoe"]
        other.kill()
        gevent.joinall(theirs)
        assert order == ["ben", "cleo"], "a thread is free, but ana has one already"
        first.kill()
        gevent.joinall(mine)
        assert order == ["ben", "cleo", "ana 0", "ana 1"]

    with_executor(office, use)


def test_a_person_with_several_queries_waits_for_everybody_else_in_between(office: RulesOffice) -> None:
    order: list[str] = []

    def note(name: str) -> Callable[[Reading], None]:
        return lambda reading: order.append(name)

    def use(executor: Executor) -> None:
        first = [start(executor, f"person {number}") for number in range(SLOW_READERS)]
        names = ["ana", "ana", "ben", "cleo"]
        asking = [start(executor, name, note(name)) for name in names]
        first[0].kill()  # one thread for all of them
        gevent.joinall(asking)
        assert order == ["ana", "ben", "cleo", "ana"]

    with_executor(office, use)


def test_when_too_many_wait_the_next_is_refused_until_there_is_room(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        asking = fill(executor)
        refused = start(executor, "one more").get()
        assert isinstance(refused, RateLimited)
        assert refused.details["retry_after"] == RETRY_SECONDS
        asking[-1].kill()
        waiting = start(executor, "one more", topic)
        assert not waiting.ready()
        for each in asking:
            each.kill()
        assert waiting.get() == ""

    with_executor(office, use)


def test_one_person_cannot_fill_the_line(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        for _ in range(1 + WAITING_EACH):
            start(executor, "ana")
        assert isinstance(start(executor, "ana").get(), RateLimited)
        assert start(executor, "ben", topic).get() == ""

    with_executor(office, use)


def test_a_stop_ends_what_runs_and_refuses_who_waits(office: RulesOffice) -> None:
    def work() -> None:
        executor = Executor(office.database, office.make_work, office.make_reading)
        executor.start()
        asking = fill(executor)
        executor.stop()
        gevent.joinall(asking)
        assert [type(each.value) for each in asking] == [Internal] * len(asking)
        assert isinstance(start(executor, "late", topic).get(), Internal)
        assert all(not thread._thread.is_alive() for thread in readers(executor)._threads)

    on_a_hub(work)


class Sent:
    """What a query was asked with: it may be long."""


def test_what_a_query_brought_is_free_at_once(office: RulesOffice) -> None:
    """Not only when the collector of cycles comes along, which is seldom."""

    def refuse(reading: Reading, sent: Sent) -> None:
        raise NotFound

    def use(executor: Executor) -> None:
        held = []
        for _ in range(10):
            sent = Sent()
            held.append(weakref.ref(sent))
            with pytest.raises(NotFound):
                executor.read_slowly(SlowQuery("ana"), refuse, sent)
        del sent
        gevent.sleep(0)
        assert len([each for each in held if each() is not None]) <= SLOW_READERS  # a thread keeps its last one

    gc.disable()
    try:
        with_executor(office, use)
    finally:
        gc.enable()


def test_without_a_slow_query_there_are_no_threads_for_them(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        executor.read(topic)
        assert readers(executor)._threads == []
        assert start(executor, "ana", topic).get() == ""
        assert len(readers(executor)._threads) == SLOW_READERS

    with_executor(office, use)
