"""One-time tokens work once, and no longer than they live."""

import pytest

from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from tests.support.clocks.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_one_time_token_works_once(clock: Clock) -> None:
    tokens = OneTimeTokens(clock, lambda size: b"r" * size)
    token = tokens.issue()
    assert tokens.is_valid(token)
    assert tokens.is_valid(token), "looking does not use it up"
    assert not tokens.take(token + "x")
    assert not tokens.take("\ud800")
    assert tokens.take(token)
    assert not tokens.take(token)
    assert not tokens.is_valid(token)


def test_a_token_with_a_time_dies_with_it(clock: Clock) -> None:
    draws = iter(range(9))
    tokens = OneTimeTokens(clock, lambda size: bytes([next(draws)]) * size, 60)
    early = tokens.issue()
    clock.now += 30
    late = tokens.issue()
    clock.now += 30
    assert not tokens.take(early)
    assert tokens.take(late)
