"""Presence, by a clock of the test's own."""

import pytest

from chat_desktop.chat.rooms.presence import Presence
from tests.support.clocks.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence(clock)


def test_who_comes_is_online_and_told_once(presence: Presence) -> None:
    presence.connected("ana", "1")
    presence.connected("ana", "2")
    assert presence.of("ana") == "online"
    assert presence.changes() == {"ana": "online"}
    assert presence.changes() == {}


def test_away_is_when_every_connection_is_inactive(presence: Presence) -> None:
    presence.connected("ana", "1")
    presence.connected("ana", "2")
    presence.changes()
    presence.set_active("ana", "1", False)
    assert presence.changes() == {}
    presence.set_active("ana", "2", False)
    assert presence.changes() == {"ana": "away"}
    presence.set_active("ana", "1", True)
    assert presence.changes() == {"ana": "online"}


def test_offline_is_told_three_seconds_after_the_last_has_gone(presence: Presence, clock: Clock) -> None:
    presence.connected("ana", "1")
    presence.changes()
    presence.disconnected("ana", "1")
    clock.now += 2.9
    assert presence.changes() == {}
    assert presence.of("ana") == "online"
    clock.now += 0.1
    assert presence.changes() == {"ana": "offline"}
    assert presence.of("ana") == "offline"
    assert presence.changes() == {}


def test_who_was_silent_before_is_offline_the_sooner(presence: Presence, clock: Clock) -> None:
    """A machine that died has not answered for seconds when its connection is given up."""
    presence.connected("ana", "1")
    presence.changes()
    presence.disconnected("ana", "1", silent_seconds=8.0)
    assert presence.changes() == {"ana": "offline"}


def test_a_reload_is_no_absence(presence: Presence, clock: Clock) -> None:
    presence.connected("ana", "1")
    presence.changes()
    presence.disconnected("ana", "1")
    clock.now += 1
    presence.connected("ana", "2")
    clock.now += 10
    assert presence.changes() == {}


def test_an_inactive_one_that_stays_makes_away(presence: Presence) -> None:
    presence.connected("ana", "1")
    presence.connected("ana", "2")
    presence.set_active("ana", "2", False)
    presence.changes()
    presence.disconnected("ana", "1")
    assert presence.changes() == {"ana": "away"}


def test_who_came_and_went_unseen_is_not_told(presence: Presence, clock: Clock) -> None:
    presence.connected("ana", "1")
    presence.disconnected("ana", "1")
    assert presence.of("ana") == "offline"
    clock.now += 10
    assert presence.changes() == {}


def test_a_stranger_to_it_changes_nothing(presence: Presence) -> None:
    presence.set_active("ana", "1", True)
    presence.disconnected("ana", "1")
    assert presence.of("ana") == "offline"
    assert presence.changes() == {}


def test_it_forgets_who_has_gone(presence: Presence, clock: Clock) -> None:
    for number in range(100):
        presence.connected(f"p{number}", "1")
        presence.changes()
        presence.disconnected(f"p{number}", "1")
    clock.now += 3.0
    presence.changes()
    kept = [presence._connections, presence._gone, presence._published, presence._touched]
    assert not any(kept)
