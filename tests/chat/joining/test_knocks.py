"""Knocks: who waits, for how long, who is answered once, and what a stranger cannot do with them."""

from itertools import count

import pytest

from chat_desktop.chat.core.records import Knock
from chat_desktop.chat.joining import knocks
from chat_desktop.chat.joining.knocks import Knocks
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import NotFound, RateLimited

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"


class Door:
    """Knocks with a clock of the test's own; `told` is what the heads heard last."""

    def __init__(self) -> None:
        self.now, self.told = 1000.0, list[tuple[Knock, ...]]()
        draws = count(1)
        self.knocks = Knocks(
            lambda: self.now,
            lambda: int(self.now * 1000),
            lambda size: (next(draws) * 0x9E3779B97F4A7C15).to_bytes(32, "big")[-size:],
            self.told.append,
        )

    def knock(self, name: str = "Eve", address: str = "192.0.2.1") -> tuple[str, Knock]:
        self.knocks.count_request(address)
        return self.knocks.knock(name, Browser(address, PHONE))

    def names(self) -> list[str]:
        return [knock.name for knock in self.knocks.waiting()]


@pytest.fixture
def door() -> Door:
    return Door()


def test_who_knocks_waits_and_the_heads_see_the_same_digits(door: Door) -> None:
    token, shown = door.knock()
    assert door.knocks.state(token) == "waiting"
    assert door.told == [(shown,)]
    assert (shown.name, shown.device, shown.address, len(shown.digits)) == ("Eve", "Safari on iPhone", "192.0.2.1", 2)
    assert token not in str(door.told)


def test_whoever_is_admitted_enters_once(door: Door) -> None:
    token, shown = door.knock()
    with door.knocks.answering(shown.id):
        door.knocks.admit(shown.id, "user")
    assert (door.knocks.state(token), door.told[-1]) == ("admitted", ())
    with door.knocks.entering(token) as user_id:
        assert user_id == "user"
    assert door.knocks.state(token) == "gone"
    with pytest.raises(NotFound), door.knocks.entering(token):
        raise AssertionError("a token works once")


def test_an_entry_that_fails_can_be_tried_again(door: Door) -> None:
    token, shown = door.knock()
    with door.knocks.answering(shown.id):
        door.knocks.admit(shown.id, "user")
    with pytest.raises(OSError, match="disk"), door.knocks.entering(token):
        raise OSError("the disk is full")
    with door.knocks.entering(token) as user_id:
        assert user_id == "user"


def test_nobody_enters_unanswered_or_refused_or_with_a_made_up_token(door: Door) -> None:
    token, shown = door.knock()
    for tried in (token, shown.id, "", "\ud800"):
        with pytest.raises(NotFound), door.knocks.entering(tried):
            raise AssertionError("nobody let them in")
    with door.knocks.answering(shown.id):
        door.knocks.refuse(shown.id)
    assert door.knocks.state(token) == "refused"
    with pytest.raises(NotFound), door.knocks.entering(token):
        raise AssertionError("they were refused")


def test_a_knock_is_answered_by_one(door: Door) -> None:
    token, shown = door.knock()
    with door.knocks.answering(shown.id):
        assert door.knocks.state(token) == "waiting", "to the newcomer nothing has happened yet"
        with pytest.raises(NotFound), door.knocks.answering(shown.id):
            raise AssertionError("another head was first")
        door.knocks.refuse(shown.id)
    with pytest.raises(NotFound), door.knocks.answering(shown.id):
        raise AssertionError("it is answered")


def test_a_knock_whose_answer_fails_waits_on(door: Door) -> None:
    _, shown = door.knock()
    with pytest.raises(OSError, match="disk"), door.knocks.answering(shown.id):
        raise OSError("the disk is full")
    assert door.names() == ["Eve"]


def test_a_knock_is_over_after_ten_minutes_and_the_heads_hear_of_it(door: Door) -> None:
    token, _ = door.knock()
    door.now += knocks.WAITS_SECONDS - 1
    assert door.knocks.state(token) == "waiting"
    door.now += 1
    assert door.knocks.state(token) == "gone"
    assert door.told[-1] == ()


def test_an_admitted_phone_may_sleep_for_a_day(door: Door) -> None:
    token, shown = door.knock()
    with door.knocks.answering(shown.id):
        door.knocks.admit(shown.id, "user")
    door.now += knocks.ENTERS_SECONDS - 1
    assert door.knocks.state(token) == "admitted"
    door.now += 1
    assert door.knocks.state(token) == "gone"


def test_a_page_that_is_loaded_again_is_not_a_second_person(door: Door) -> None:
    first, _ = door.knock("Eve")
    door.knock("EVE ")
    door.knock("Eve", "192.0.2.2")
    assert door.names() == ["EVE ", "Eve"]
    assert door.knocks.state(first) == "gone"


def test_three_wait_from_an_address_and_twenty_in_all(door: Door) -> None:
    for number in range(3):
        door.knock(f"Eve {number}")
    with pytest.raises(RateLimited):
        door.knock("Eve 3")
    for number in range(17):
        door.knock(f"Adam {number}", f"198.51.100.{number}")
    with pytest.raises(RateLimited) as refused:
        door.knock("Late", "203.0.113.1")
    assert refused.value.details["retry_after"] == knocks.WAITS_SECONDS
    assert len(door.names()) == 20


def test_whoever_is_refused_cannot_ring_on_and_on(door: Door) -> None:
    for _ in range(knocks.MOST_REQUESTS):
        _, shown = door.knock()
        with door.knocks.answering(shown.id):
            door.knocks.refuse(shown.id)
    with pytest.raises(RateLimited):
        door.knock()
    door.knock(address="192.0.2.2")
    door.now += knocks.WAITS_SECONDS
    door.knock()


def test_those_who_wait_have_different_digits(door: Door) -> None:
    for number in range(20):
        door.knock(f"Eve {number}", f"198.51.100.{number}")
    assert len({knock.digits for knock in door.knocks.waiting()}) == 20


def test_who_goes_away_is_not_shown(door: Door) -> None:
    token, _ = door.knock()
    door.knocks.withdraw("made up")
    door.knocks.withdraw(token)
    assert (door.names(), door.told[-1]) == ([], ())


def test_when_the_way_is_closed_nobody_waits_but_the_admitted_enter(door: Door) -> None:
    waiting, _ = door.knock("Eve")
    admitted, shown = door.knock("Adam")
    with door.knocks.answering(shown.id):
        door.knocks.admit(shown.id, "user")
    door.knocks.close()
    assert (door.knocks.state(waiting), door.knocks.state(admitted)) == ("gone", "admitted")


def test_addresses_that_ring_do_not_grow_the_memory(door: Door) -> None:
    for number in range(3 * knocks.KEPT_ADDRESSES):
        door.knocks.count_request(f"2001:db8::{number:x}")
    assert len(door.knocks._requests) <= knocks.KEPT_ADDRESSES
