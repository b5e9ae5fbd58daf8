"""Guessing is slowed; people are not."""

import pytest

from chat_desktop.chat.users.password_guessing import (
    MOST_KEYS,
    SLOW_SECONDS,
    WINDOW_SECONDS,
    PasswordGuessing,
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
def guessing(time: Time) -> PasswordGuessing:
    return PasswordGuessing(time.clock, time.sleep)


def guess(guessing: PasswordGuessing, address: str, account: str, times: int = 1) -> None:
    for _ in range(times):
        guessing.check(address, account)
        guessing.failed(address, account)


def test_the_sixth_wrong_password_from_one_address_waits_for_the_window(guessing: PasswordGuessing, time: Time) -> None:
    guess(guessing, "192.0.2.1", "ana", 5)
    time.now += 60
    with pytest.raises(RateLimited) as caught:
        guessing.check("192.0.2.1", "ana")
    assert caught.value.details["retry_after"] == WINDOW_SECONDS - 60
    time.now += WINDOW_SECONDS - 60
    guessing.check("192.0.2.1", "ana")


def test_another_account_and_another_address_are_not_concerned(guessing: PasswordGuessing) -> None:
    guess(guessing, "192.0.2.1", "ana", 5)
    guessing.check("192.0.2.1", "ben")
    guessing.check("192.0.2.2", "ana")


def test_many_tries_at_once_do_not_slip_through_together(guessing: PasswordGuessing) -> None:
    """Each takes a while to prove; none has failed yet when the next one comes."""
    for _ in range(5):
        guessing.check("192.0.2.1", "ana")
    with pytest.raises(RateLimited):
        guessing.check("192.0.2.1", "ana")


def test_a_right_password_starts_afresh(guessing: PasswordGuessing) -> None:
    guess(guessing, "192.0.2.1", "ana", 4)
    for _ in range(20):
        guessing.check("192.0.2.1", "ana")
        guessing.succeeded("192.0.2.1", "ana")
    guess(guessing, "192.0.2.1", "ana", 5)


def test_a_right_password_does_not_wipe_the_addresses_marks(guessing: PasswordGuessing) -> None:
    for number in range(99):
        guess(guessing, "192.0.2.1", f"account {number}")
    guessing.check("192.0.2.1", "mine")
    guessing.succeeded("192.0.2.1", "mine")
    guess(guessing, "192.0.2.1", "one more")
    with pytest.raises(RateLimited):
        guessing.check("192.0.2.1", "and another")


def test_an_account_that_many_guess_at_is_slow_but_never_locked(guessing: PasswordGuessing, time: Time) -> None:
    for number in range(50):
        guess(guessing, f"198.51.100.{number}", "ana")
    assert time.slept == []
    guessing.check("192.0.2.1", "ana")
    assert time.slept == [SLOW_SECONDS]


def test_made_up_names_do_not_grow_the_memory(guessing: PasswordGuessing, time: Time) -> None:
    for number in range(MOST_KEYS * 2):
        guessing.failed(f"address {number}", "ana")
    assert len(guessing._failures) <= MOST_KEYS + 2
