"""Who comes to the door and how far they get: bounded, forgotten, and told no oftener than it changes."""

from collections.abc import Callable

import pytest

from chat_desktop.chat.joining import join_attempts
from chat_desktop.chat.joining.join_attempts import MOST, MOST_AN_ADDRESS, JoinAttempt, JoinAttempts
from chat_desktop.errors import Forbidden, RateLimited
from tests.support.parts.rules_office import RulesOffice

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
CLEO = "192.168.1.7"


class Door:
    """Arrivals under a clock of the test's own."""

    def __init__(self) -> None:
        self.time = 0.0
        self.arrivals = JoinAttempts(lambda: self.time, lambda: round(self.time * 1000))

    @property
    def first(self) -> JoinAttempt:
        return self.arrivals.listed()[0]

    @property
    def standing(self) -> tuple[str, str]:
        return self.arrivals.standing(self.first)


@pytest.fixture
def door() -> Door:
    return Door()


def test_a_phone_is_followed_from_the_page_to_its_socket(door: Door) -> None:
    seen = []
    steps: tuple[Callable[[], None], ...] = (
        lambda: door.arrivals.reached(CLEO, IPHONE),
        lambda: door.arrivals.ran(CLEO, IPHONE),
        lambda: door.arrivals.signed_in(CLEO, IPHONE, "u1", joined=True),
        lambda: door.arrivals.connected(CLEO, IPHONE, "u1", "sid", "websocket"),
    )
    for step in steps:
        step()
        one = door.first
        seen.append((one.page, one.script, one.signed_in, one.socket, door.standing[0]))
    assert seen == [
        (True, False, False, None, "on_the_way"),
        (True, True, False, None, "on_the_way"),
        (True, True, True, None, "on_the_way"),
        (True, True, True, "websocket", "in"),
    ]
    assert (door.first.device, door.first.address, door.first.joined) == ("Safari on iPhone", CLEO, True)
    assert len(door.arrivals.listed()) == 1


def test_a_page_whose_script_stays_silent_has_stopped_after_ten_seconds(door: Door) -> None:
    door.arrivals.reached(CLEO, IPHONE)
    door.arrivals.take_changed()
    door.time = 9.0
    assert door.standing == ("on_the_way", "")
    assert not door.arrivals.take_changed()
    door.time = 10.5
    assert door.standing == ("stopped", "script_missing")
    assert door.arrivals.take_changed()
    assert not door.arrivals.take_changed()


def test_a_phone_before_the_page_that_explains_secure_mode_has_not_stopped(door: Door) -> None:
    door.arrivals.explained(CLEO, IPHONE)
    door.time = 60.0
    assert door.standing == ("on_the_way", "trust")
    door.arrivals.reached(CLEO, IPHONE)
    assert door.standing == ("on_the_way", "")


def test_a_person_who_types_has_not_stopped(door: Door) -> None:
    door.arrivals.reached(CLEO, IPHONE)
    door.arrivals.ran(CLEO, IPHONE)
    door.time = 300.0
    assert door.standing == ("on_the_way", "")


def test_what_was_refused_is_named_until_the_next_try(door: Door) -> None:
    door.arrivals.reached(CLEO, IPHONE)
    door.arrivals.refused(CLEO, IPHONE, "bad_code")
    assert door.standing == ("stopped", "bad_code")
    door.arrivals.reached(CLEO, IPHONE)
    assert door.standing == ("on_the_way", "")
    door.arrivals.refused(CLEO, IPHONE, "name_taken")
    door.arrivals.signed_in(CLEO, IPHONE, "u1", joined=True)
    assert door.standing == ("on_the_way", "")


def test_an_error_of_the_script_is_told_in_short_and_without_controls(door: Door) -> None:
    door.arrivals.failed(CLEO, IPHONE, "Unexpected\x1b[2J token '?'" + "x" * 500)
    assert door.standing == ("stopped", "script_error")
    assert door.first.error.startswith("Unexpected[2J token '?'x")
    assert len(door.first.error) <= 160


def test_a_socket_that_does_not_come_has_stopped_at_once_when_the_page_says_so_or_after_a_while(door: Door) -> None:
    door.arrivals.signed_in(CLEO, IPHONE, "u1", joined=False)
    assert door.standing[0] == "on_the_way"
    door.arrivals.no_socket(CLEO, IPHONE)
    assert door.standing == ("stopped", "socket_missing")
    door.arrivals.connected(CLEO, IPHONE, "u1", "sid", "polling")
    assert door.standing == ("in", "polling")
    assert door.arrivals.polling() == [door.first]
    door.arrivals.upgraded(door.first)
    assert door.standing == ("in", "")


def test_two_devices_of_one_address_are_two_and_of_two_addresses_too(door: Door) -> None:
    door.arrivals.reached(CLEO, IPHONE)
    door.arrivals.reached(CLEO, ANDROID)
    door.arrivals.reached("192.168.1.8", IPHONE)
    assert len(door.arrivals.listed()) == 3
    assert len({one.id for one in door.arrivals.listed()}) == 3


def test_the_newest_comes_first_and_after_a_quarter_of_an_hour_all_is_forgotten(door: Door) -> None:
    door.arrivals.reached(CLEO, IPHONE)
    door.time = 600.0
    door.arrivals.reached(CLEO, ANDROID)
    assert [one.device for one in door.arrivals.listed()] == ["Chrome on Android", "Safari on iPhone"]
    door.arrivals.take_changed()
    door.time = 901.0
    assert door.arrivals.take_changed()
    assert [one.device for one in door.arrivals.listed()] == ["Chrome on Android"]


def test_a_flood_from_one_address_pushes_only_its_own_off_the_list(door: Door) -> None:
    door.arrivals.reached(CLEO, IPHONE)
    agents = [
        f"{browser} {system}"
        for browser in ("Firefox/1", "Edg/1", "OPR/1")
        for system in ("Windows", "Android", "CrOS", "X11")
    ]
    for agent in agents:
        door.arrivals.reached("10.0.0.66", agent)
    assert len(door.arrivals.listed()) == MOST_AN_ADDRESS + 1
    for number in range(2 * MOST):
        door.arrivals.reached(f"10.1.0.{number}", ANDROID)
    assert len(door.arrivals.listed()) == MOST


def test_what_pages_say_is_bounded_for_each_address(door: Door) -> None:
    for _ in range(5):
        door.arrivals.bound(CLEO)
    with pytest.raises(RateLimited):
        door.arrivals.bound(CLEO)
    door.arrivals.bound("192.168.1.8")
    door.time = 1.0
    door.arrivals.bound(CLEO)


def test_only_heads_may_look_and_only_the_owner_may_change_the_computer(office: RulesOffice) -> None:
    office.read(join_attempts.require_examine_permission, office.ana.session_id)
    office.read(join_attempts.require_examine_permission, office.ben.session_id)
    office.read(join_attempts.require_firewall_permission, office.ana.session_id)
    for rule, who in (
        (join_attempts.require_examine_permission, office.dora),
        (join_attempts.require_firewall_permission, office.ben),
        (join_attempts.require_firewall_permission, office.dora),
    ):
        with pytest.raises(Forbidden):
            office.read(rule, who.session_id)
