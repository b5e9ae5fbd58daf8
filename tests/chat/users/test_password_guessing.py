"""Guessing is slowed; people are not."""

import pytest

from chat_desktop.chat.core.one_time_tokens import OneTimeTokens
from chat_desktop.chat.users.password_guessing import (
    HOUR_SECONDS,
    MOST_KEYS,
    SLOW_SECONDS,
    WINDOW_SECONDS,
    PasswordGuessing,
    PinTries,
)
from chat_desktop.errors import RateLimited


class Time:
    now = 1000.0

    def __init__(self) -> None:
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def guesses(time: Time) -> PasswordGuessing:
    return PasswordGuessing(time.clock, time.sleep)


def guess(guesses: PasswordGuessing, address: str, account: str, times: int = 1) -> None:
    for _ in range(times):
        guesses.check(address, account)
        guesses.failed(address, account)


def test_the_sixth_wrong_password_from_one_address_waits_for_the_window(guesses: PasswordGuessing, time: Time) -> None:
    guess(guesses, "192.0.2.1", "ana", 5)
    time.now += 60
    with pytest.raises(RateLimited) as caught:
        guesses.check("192.0.2.1", "ana")
    assert caught.value.details["retry_after"] == WINDOW_SECONDS - 60
    time.now += WINDOW_SECONDS - 60
    guesses.check("192.0.2.1", "ana")


def test_another_account_and_another_address_are_not_concerned(guesses: PasswordGuessing) -> None:
    guess(guesses, "192.0.2.1", "ana", 5)
    guesses.check("192.0.2.1", "ben")
    guesses.check("192.0.2.2", "ana")


def test_many_tries_at_once_do_not_slip_through_together(guesses: PasswordGuessing) -> None:
    """Each takes a while to prove; none has failed yet when the next one comes."""
    for _ in range(5):
        guesses.check("192.0.2.1", "ana")
    with pytest.raises(RateLimited):
        guesses.check("192.0.2.1", "ana")


def test_a_right_password_starts_afresh(guesses: PasswordGuessing) -> None:
    guess(guesses, "192.0.2.1", "ana", 4)
    for _ in range(20):
        guesses.check("192.0.2.1", "ana")
        guesses.succeeded("192.0.2.1", "ana")
    guess(guesses, "192.0.2.1", "ana", 5)


def test_a_right_password_does_not_wipe_the_addresses_marks(guesses: PasswordGuessing) -> None:
    for number in range(99):
        guess(guesses, "192.0.2.1", f"account {number}")
    guesses.check("192.0.2.1", "mine")
    guesses.succeeded("192.0.2.1", "mine")
    guess(guesses, "192.0.2.1", "one more")
    with pytest.raises(RateLimited):
        guesses.check("192.0.2.1", "and another")


def test_an_account_that_many_guess_at_is_slow_but_never_locked(guesses: PasswordGuessing, time: Time) -> None:
    for number in range(50):
        guess(guesses, f"198.51.100.{number}", "ana")
    assert time.slept == []
    guesses.check("192.0.2.1", "ana")
    assert time.slept == [SLOW_SECONDS]


def test_made_up_names_do_not_grow_the_memory(guesses: PasswordGuessing, time: Time) -> None:
    for number in range(MOST_KEYS * 2):
        guesses.failed(f"address {number}", "ana")
    assert len(guesses._failures) <= MOST_KEYS + 2


def test_a_one_time_token_works_once(time: Time) -> None:
    tokens = OneTimeTokens(time.clock, lambda size: b"r" * size)
    token = tokens.issue()
    assert tokens.is_valid(token)
    assert tokens.is_valid(token), "looking does not use it up"
    assert not tokens.take(token + "x")
    assert not tokens.take("\ud800")
    assert tokens.take(token)
    assert not tokens.take(token)
    assert not tokens.is_valid(token)


def test_a_token_with_a_time_dies_with_it(time: Time) -> None:
    draws = iter(range(9))
    tokens = OneTimeTokens(time.clock, lambda size: bytes([next(draws)]) * size, 60)
    early = tokens.issue()
    time.now += 30
    late = tokens.issue()
    time.now += 30
    assert not tokens.take(early)
    assert tokens.take(late)


@pytest.fixture
def pins(time: Time) -> PinTries:
    return PinTries(time.clock)


def wrong_pins(pins: PinTries, address: str, times: int) -> list[bool]:
    """Whether each wore the PIN out."""
    worn = []
    for _ in range(times):
        pins.begin(address)
        worn.append(pins.wears_out())
    return worn


def test_the_sixth_wrong_pin_of_an_address_waits_for_the_window(pins: PinTries, time: Time) -> None:
    wrong_pins(pins, "192.0.2.1", 5)
    time.now += 60
    with pytest.raises(RateLimited) as caught:
        pins.begin("192.0.2.1")
    assert caught.value.details["retry_after"] == WINDOW_SECONDS - 60
    pins.begin("192.0.2.2")
    time.now += WINDOW_SECONDS - 60
    pins.begin("192.0.2.1")


def test_the_twentieth_wrong_pin_in_an_hour_wears_it_out_once_and_none_is_looked_at_until_the_hour_is_over(
    pins: PinTries, time: Time
) -> None:
    worn = [one for number in range(4) for one in wrong_pins(pins, f"192.0.2.{number}", 5)]
    assert worn == [False] * 19 + [True]
    assert not pins.wears_out(), "whoever was proved beside it"
    time.now += HOUR_SECONDS - 1
    assert pins.rests_for() == 1
    with pytest.raises(RateLimited):
        pins.begin("203.0.113.1")
    time.now += 1
    assert pins.rests_for() is None
    assert wrong_pins(pins, "203.0.113.1", 1) == [False]


def test_right_pins_do_not_count(pins: PinTries) -> None:
    for _ in range(100):
        pins.begin("192.0.2.1")
        pins.succeeded("192.0.2.1")
    assert wrong_pins(pins, "192.0.2.1", 5) == [False] * 5


def test_many_pins_at_once_do_not_slip_through_together(pins: PinTries) -> None:
    for number in range(20):
        pins.begin(f"192.0.2.{number}")
    with pytest.raises(RateLimited):
        pins.begin("203.0.113.1")
