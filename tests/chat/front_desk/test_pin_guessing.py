"""Wrong PINs at front desks: the waits grow, for each person and each desk, and nobody clears them for a guess."""

import pytest

from chat_desktop.chat.front_desk.pin_guessing import LONGEST_WAIT_SECONDS, PinGuessing
from chat_desktop.errors import RateLimited
from tests.support.clocks.clock import Clock


def refused_for(guessing: PinGuessing, desk: str, person: str) -> int:
    with pytest.raises(RateLimited) as refused:
        guessing.begin(desk, person)
    return int(str(refused.value.details["retry_after"]))


def tried_in(guessing: PinGuessing, clock: Clock, seconds: float) -> int:
    """How many PINs of a person can be tried in so long, at desks of one's own that never wait."""
    tried, end = 0, clock.now + seconds
    while clock.now < end:
        try:
            guessing.begin(f"desk {tried}", "cleo")
            tried += 1
        except RateLimited as refused:
            clock.now += int(str(refused.details["retry_after"]))
    return tried


def test_the_wait_after_a_wrong_pin_doubles_up_to_an_hour() -> None:
    clock = Clock()
    guessing, waits = PinGuessing(clock), []
    for _ in range(3):
        guessing.begin("desk", "cleo")
    for _ in range(14):
        wait = refused_for(guessing, "desk", "cleo")
        waits.append(wait)
        clock.now += max(wait, 1_000)
        guessing.begin("desk", "cleo")
    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == LONGEST_WAIT_SECONDS


def test_a_day_at_many_desks_is_not_enough_for_one_pin_in_a_hundred() -> None:
    clock = Clock()
    assert tried_in(PinGuessing(clock), clock, 24 * 60 * 60) < 40


def test_parallel_tries_cannot_pass_together() -> None:
    guessing, passed = PinGuessing(Clock()), 0
    for _ in range(100):
        try:
            guessing.begin("desk", "cleo")
            passed += 1
        except RateLimited:
            pass
    assert passed == 3


def test_a_right_pin_clears_its_person_and_says_how_many_were_wrong() -> None:
    guessing = PinGuessing(Clock())
    for _ in range(3):
        guessing.begin("desk", "cleo")
    assert guessing.succeeded("desk", "cleo") == 2
    guessing.begin("desk", "cleo")


def test_a_pin_of_ones_own_clears_nobody_elses_count() -> None:
    guessing = PinGuessing(Clock())
    for _ in range(3):
        guessing.begin("desk", "cleo")
        guessing.begin("desk", "eve")
        guessing.succeeded("desk", "eve")
    assert refused_for(guessing, "desk", "cleo") == 10


def test_a_desk_waits_when_the_pins_of_many_are_tried() -> None:
    clock = Clock()
    guessing = PinGuessing(clock)
    for n in range(10):
        guessing.begin("desk", f"person {n}")
    assert refused_for(guessing, "desk", "another") == 10
    guessing.begin("another desk", "another")
    clock.now += 15 * 60
    guessing.begin("desk", "another")
