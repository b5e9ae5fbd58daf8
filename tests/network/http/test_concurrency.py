"""One person's many requests stand in a queue of their own."""

import gevent
import pytest
from gevent.event import Event

from chat_desktop.errors import RateLimited
from chat_desktop.network.http import concurrency as module
from chat_desktop.network.http.concurrency import ConcurrencyLimit


class Counter:
    """Requests that stay until they are let go; `inside` are being answered."""

    def __init__(self, turns: ConcurrencyLimit) -> None:
        self.turns, self.inside, self.go = turns, 0, Event()

    def ask(self, who: str) -> None:
        with self.turns.hold(who):
            self.inside += 1
            self.go.wait()


def test_no_more_than_a_few_of_one_person_are_answered_at_once_and_the_others_pass() -> None:
    turns = ConcurrencyLimit(at_once=3)
    ana, ben = Counter(turns), Counter(turns)
    asking = [gevent.spawn(ana.ask, "ana") for _ in range(10)]
    gevent.idle()
    assert ana.inside == 3
    asking.append(gevent.spawn(ben.ask, "ben"))
    gevent.idle()
    assert ben.inside == 1
    ana.go.set()
    ben.go.set()
    gevent.joinall(asking, timeout=30, raise_error=True)
    assert ana.inside == 10


def test_nothing_is_kept_of_those_who_ask_for_nothing() -> None:
    turns = ConcurrencyLimit()
    for who in ("ana", "ben"):
        with turns.hold(who):
            assert len(turns) == 1
    assert len(turns) == 0


def test_an_error_gives_the_turn_back() -> None:
    turns = ConcurrencyLimit(at_once=1)
    for _ in range(3):
        try:
            with gevent.Timeout(2), turns.hold("ana"):
                raise ValueError
        except ValueError:
            pass
    assert len(turns) == 0


def test_who_waits_too_long_for_a_turn_is_told_so_and_the_stalled_are_looked_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "STALLED_SECONDS", 0.01)
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.02)
    looked: list[tuple[object, float]] = []
    turns = ConcurrencyLimit(at_once=1, cut_stalled=lambda key, seconds: looked.append((key, seconds)))
    with turns.hold("ana"), pytest.raises(RateLimited), gevent.Timeout(5):
        turns.acquire("ana")
    assert looked == [("ana", 0.01)]
    assert len(turns) == 0


def test_others_have_their_turns_while_somebody_is_made_to_wait() -> None:
    turns = ConcurrencyLimit(at_once=1)
    order: list[str] = []

    def wait(seconds: float) -> None:
        turn = turns.permit("ana")
        turn.pause(seconds)
        order.append("waited")
        turn.release()
        turn.release()

    waiting = gevent.spawn(wait, 0.05)
    gevent.sleep(0)
    with turns.hold("ana"):
        order.append("passed")
    waiting.get(timeout=30)
    assert order == ["passed", "waited"]
    assert len(turns) == 0
