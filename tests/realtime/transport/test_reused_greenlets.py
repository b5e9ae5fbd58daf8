"""Greenlets for short pieces of work: used again, bounded, and gone when nobody needs them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import gevent
import pytest
from gevent.event import Event

from chat_desktop.realtime.transport.reused_greenlets import MAX_IDLE, ReusedGreenlets


@pytest.fixture
def greenlets() -> Iterator[ReusedGreenlets]:
    made = ReusedGreenlets(gevent.get_hub())
    yield made
    for _ in range(2):
        made.end_spare()
    gevent.idle()
    assert len(made) == 0


def test_one_greenlet_does_what_comes_one_after_the_other(greenlets: ReusedGreenlets) -> None:
    seen: list[Any] = []
    for _ in range(5):
        greenlets.run(lambda: seen.append(gevent.getcurrent()))
        gevent.sleep(0)
    assert len(seen) == 5
    assert len(set(map(id, seen))) == 1


def test_what_waits_keeps_nobody_waiting_and_all_begin_in_order(greenlets: ReusedGreenlets) -> None:
    gate, begun, done = Event(), list[int](), list[int]()

    def work(number: int) -> None:
        begun.append(number)
        gate.wait()
        done.append(number)

    many = MAX_IDLE + 20
    for round_ in range(2):  # with new ones, then with some that are used again
        for number in range(many):
            greenlets.run(lambda number=number: work(number))  # type: ignore[misc]
        gevent.sleep(0)
        assert begun == list(range(many))
        gate.set()
        gevent.idle()
        assert sorted(done) == list(range(many)), round_
        assert len(greenlets) == MAX_IDLE
        gate.clear()
        begun.clear()
        done.clear()


def test_those_that_nobody_needed_since_the_last_time_end(greenlets: ReusedGreenlets) -> None:
    gate = Event()
    for _ in range(10):
        greenlets.run(gate.wait)
    gevent.sleep(0)
    gate.set()
    gevent.idle()
    assert len(greenlets) == 10
    greenlets.end_spare()  # they were all needed
    for _ in range(3):
        greenlets.run(lambda: None)
    gevent.idle()
    greenlets.end_spare()
    assert len(greenlets) == 3
    greenlets.end_spare()
    assert len(greenlets) == 0


def test_at_the_end_the_idle_ones_end_and_those_at_work_follow(greenlets: ReusedGreenlets) -> None:
    gate, workers = Event(), list[Any]()

    def work(has_to_wait: bool) -> None:
        workers.append(gevent.getcurrent())
        if has_to_wait:
            gate.wait()

    for has_to_wait in (False, True, True):
        greenlets.run(partial(work, has_to_wait))
    gevent.idle()
    assert len(greenlets) == 1
    greenlets.end_all()
    gevent.idle()
    assert [worker.dead for worker in workers] == [True, False, False]
    gate.set()
    gevent.idle()
    assert [worker.dead for worker in workers] == [True, True, True]
    greenlets.run(lambda: workers.append(gevent.getcurrent()))
    gevent.idle()
    assert workers[-1].dead


def test_a_failure_ends_no_other_work(greenlets: ReusedGreenlets, monkeypatch: pytest.MonkeyPatch) -> None:
    failed, seen = list[Any](), list[int]()
    monkeypatch.setattr(gevent.get_hub(), "handle_error", lambda *it: failed.append(it))
    greenlets.run(lambda: 1 // 0)
    gevent.idle()
    greenlets.run(lambda: seen.append(1))
    gevent.idle()
    assert (len(failed), seen) == (1, [1])
