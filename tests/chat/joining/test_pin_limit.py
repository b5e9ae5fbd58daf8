"""Guessing the PIN is limited, for one address and in all."""

import pytest

from chat_desktop.chat.joining.pin_limit import HOUR_SECONDS, WINDOW_SECONDS, PinLimit
from chat_desktop.errors import RateLimited
from tests.support.clocks.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pins(clock: Clock) -> PinLimit:
    return PinLimit(clock)


def wrong_pins(pins: PinLimit, address: str, times: int) -> list[bool]:
    """Whether each wore the PIN out."""
    worn = []
    for _ in range(times):
        pins.begin(address)
        worn.append(pins.wears_out())
    return worn


def test_the_sixth_wrong_pin_of_an_address_waits_for_the_window(pins: PinLimit, clock: Clock) -> None:
    wrong_pins(pins, "192.0.2.1", 5)
    clock.now += 60
    with pytest.raises(RateLimited) as caught:
        pins.begin("192.0.2.1")
    assert caught.value.details["retry_after"] == WINDOW_SECONDS - 60
    pins.begin("192.0.2.2")
    clock.now += WINDOW_SECONDS - 60
    pins.begin("192.0.2.1")


def test_the_twentieth_wrong_pin_in_an_hour_wears_it_out_once_and_none_is_looked_at_until_the_hour_is_over(
    pins: PinLimit, clock: Clock
) -> None:
    worn = [one for number in range(4) for one in wrong_pins(pins, f"192.0.2.{number}", 5)]
    assert worn == [False] * 19 + [True]
    assert not pins.wears_out(), "whoever was proved beside it"
    clock.now += HOUR_SECONDS - 1
    assert pins.rests_for() == 1
    with pytest.raises(RateLimited):
        pins.begin("203.0.113.1")
    clock.now += 1
    assert pins.rests_for() is None
    assert wrong_pins(pins, "203.0.113.1", 1) == [False]


def test_right_pins_do_not_count(pins: PinLimit) -> None:
    for _ in range(100):
        pins.begin("192.0.2.1")
        pins.succeeded("192.0.2.1")
    assert wrong_pins(pins, "192.0.2.1", 5) == [False] * 5


def test_many_pins_at_once_do_not_slip_through_together(pins: PinLimit) -> None:
    for number in range(20):
        pins.begin(f"192.0.2.{number}")
    with pytest.raises(RateLimited):
        pins.begin("203.0.113.1")
