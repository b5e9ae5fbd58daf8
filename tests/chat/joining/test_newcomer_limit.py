"""Joining with a right code is limited by address, and a taken name counts more."""

import pytest

from chat_desktop.chat.joining import newcomer_limit
from chat_desktop.chat.joining.newcomer_limit import SECONDS, TAKEN_NAME_TRIES, TRIES, NewcomerLimit
from chat_desktop.errors import RateLimited
from tests.support.clocks.clock import Clock

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limit(clock: Clock) -> NewcomerLimit:
    return NewcomerLimit(clock)


def test_an_address_tries_so_often_at_once_and_then_slowly(limit: NewcomerLimit, clock: Clock) -> None:
    for _ in range(TRIES):
        limit.begin(HERE)
    with pytest.raises(RateLimited) as refused:
        limit.begin(HERE)
    assert refused.value.details == {"retry_after": SECONDS}
    limit.begin(THERE)
    clock.now += SECONDS
    limit.begin(HERE)
    with pytest.raises(RateLimited):
        limit.begin(HERE)


def test_taken_names_are_told_less_often(limit: NewcomerLimit) -> None:
    for _ in range(TRIES // TAKEN_NAME_TRIES):
        limit.begin(HERE)
        limit.name_was_taken(HERE)
    with pytest.raises(RateLimited):
        limit.begin(HERE)


def test_made_up_addresses_do_not_grow_the_memory(
    limit: NewcomerLimit, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomer_limit, "MOST_KEPT", 10)
    for number in range(25):
        limit.begin(f"192.0.2.{number}")
    assert len(limit) <= 10
    clock.now += SECONDS
    for number in range(10):
        limit.begin(f"203.0.113.{number}")
    assert len(limit) <= 10
