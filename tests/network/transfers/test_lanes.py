"""The threads that move bytes: results, errors, turns of accounts, kills and the stop."""

import threading
from collections.abc import Callable
from typing import Any

import gevent
import pytest

from chat_desktop.network.transfers import lanes as module
from chat_desktop.network.transfers.lanes import LANES, Lanes
from tests.network.transfers.own_lanes import with_lanes
from tests.support.parts.gevent_hub import soon


def test_results_and_errors_come_back_to_the_greenlet_that_asked() -> None:
    def fail() -> None:
        raise ValueError("in a lane")

    def work(lanes: Lanes) -> None:
        assert lanes.run("ana", lambda a, b: a + b, 1, 2) == 3
        with pytest.raises(ValueError, match="in a lane"):
            lanes.run("ana", fail)
        assert lanes.run("ana", threading.current_thread).name.startswith("files ")

    with_lanes(work)


def test_the_hub_goes_on_while_all_lanes_are_busy() -> None:
    def work(lanes: Lanes) -> None:
        go = threading.Event()
        asking = [gevent.spawn(lanes.run, "ana", go.wait, 10) for _ in range(3 * LANES)]
        gevent.sleep(0.01)
        assert not any(each.ready() for each in asking)  # this greenlet runs meanwhile
        go.set()
        gevent.joinall(asking, raise_error=True)

    with_lanes(work)


def test_no_more_threads_than_lanes() -> None:
    names: set[str] = set()

    def work(lanes: Lanes) -> None:
        note: Callable[[], Any] = lambda: names.add(threading.current_thread().name)  # noqa: E731
        gevent.joinall([gevent.spawn(lanes.run, number % 7, note) for number in range(500)], raise_error=True)

    with_lanes(work)
    assert len(names) <= LANES


def test_one_account_leaves_a_lane_to_the_others() -> None:
    def work(lanes: Lanes) -> None:
        go = threading.Event()
        asking = [gevent.spawn(lanes.run, "ana", go.wait, 10) for _ in range(2 * LANES)]
        gevent.sleep(0)
        assert lanes.run("ben", int) == 0
        assert not any(each.ready() for each in asking)
        go.set()
        gevent.joinall(asking, raise_error=True)

    with_lanes(work)


def test_accounts_take_turns_whoever_asks_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LANES", 1)
    order: list[str] = []

    def work(lanes: Lanes) -> None:
        go = threading.Event()
        asking = [gevent.spawn(lanes.run, "first", go.wait, 10)]
        gevent.sleep(0)
        for who, count in (("ana", 40), ("ben", 2), ("cleo", 2)):
            asking += [gevent.spawn(lanes.run, who, order.append, who) for _ in range(count)]
        gevent.sleep(0)
        go.set()
        gevent.joinall(asking, raise_error=True)

    with_lanes(work)
    assert order[:6] == ["ana", "ben", "cleo"] * 2
    assert order[6:] == ["ana"] * 38


def test_a_greenlet_that_is_killed_before_its_turn_leaves_the_queue() -> None:
    ran: list[int] = []

    def work(lanes: Lanes) -> None:
        go = threading.Event()
        busy = [gevent.spawn(lanes.run, f"ana {number}", go.wait, 10) for number in range(LANES)]
        gevent.sleep(0)
        waiting = gevent.spawn(lanes.run, "ben", ran.append, 1)
        gevent.sleep(0)
        waiting.kill(timeout=5)
        assert waiting.dead
        go.set()
        gevent.joinall(busy, raise_error=True)
        lanes.run("ben", int)

    with_lanes(work)
    assert ran == []


def test_a_greenlet_that_is_killed_ends_only_after_its_function() -> None:
    def work(lanes: Lanes) -> None:
        begun, go = threading.Event(), threading.Event()

        def hold() -> None:
            begun.set()
            go.wait(10)

        asking = gevent.spawn(lanes.run, "ana", hold)
        soon(begun.is_set)
        for _ in range(3):
            asking.kill(block=False)
            gevent.sleep(0.01)
        assert not asking.dead
        go.set()
        asking.join()
        assert isinstance(asking.value, gevent.GreenletExit)

    with_lanes(work)


def test_what_is_asked_after_the_stop_is_done_at_once() -> None:
    def work(lanes: Lanes) -> None:
        lanes.stop()
        assert lanes.run("ana", lambda: "closed") == "closed"

    with_lanes(work)
