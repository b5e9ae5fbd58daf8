"""What is told of presence when many come at once: a number in place of their names."""

from typing import Any

import pytest

from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.realtime.guest_visibility import NON_GUESTS_KEY, GuestVisibility
from chat_desktop.realtime.presence_publisher import COUNT_EVERY_SECONDS, ENTRIES_MOST, LISTED_MOST, PresencePublisher

GUEST = "user:guest"


class Audience:
    """What was emitted, and to whom; so many listen as `listeners` says."""

    def __init__(self) -> None:
        self.now = 100.0
        self.listeners = 1
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.presence = Presence(lambda: self.now)
        self.guest_visibility = GuestVisibility(
            lambda name, body, to: self.told.append((to, body)), lambda user_id: f"user:{user_id}", self.presence
        )
        self.publisher = PresencePublisher(
            self.presence, self.guest_visibility, lambda: self.listeners, lambda: self.now
        )

    def come(self, first: int, last: int) -> None:
        """PERSON first to PERSON last, in one tick."""
        for number in range(first, last):
            self.presence.connected(f"p{number}", f"c{number}")
        self.publisher.tick()

    def heard(self, to: str) -> list[dict[str, Any]]:
        heard = [body for key, body in self.told if key == to]
        self.told = []
        return heard


@pytest.fixture
def audience() -> Audience:
    return Audience()


def test_few_are_told_by_name(audience: Audience) -> None:
    audience.come(0, LISTED_MOST)
    (body,) = audience.heard(NON_GUESTS_KEY)
    assert {user["id"] for user in body["users"]} == {f"p{number}" for number in range(LISTED_MOST)}
    assert body["online"] == LISTED_MOST


def test_of_many_only_their_number_is_told(audience: Audience) -> None:
    audience.come(0, LISTED_MOST + 1)
    assert audience.heard(NON_GUESTS_KEY) == [{"users": [], "count": LISTED_MOST + 1, "online": LISTED_MOST + 1}]


def test_few_who_would_be_told_to_very_many_are_a_number_too(audience: Audience) -> None:
    audience.listeners = ENTRIES_MOST // 10
    audience.come(0, 10)
    assert len(audience.heard(NON_GUESTS_KEY)[0]["users"]) == 10
    audience.come(10, 21)
    assert audience.heard(NON_GUESTS_KEY) == [{"users": [], "count": 11, "online": 21}]


def test_numbers_are_added_up_and_told_now_and_then(audience: Audience) -> None:
    """Or the numbers themselves would be too much."""
    counts = []
    for turn in range(100):
        audience.come(turn * 300, turn * 300 + 300)
        audience.now += 0.5
        counts += [body["count"] for body in audience.heard(NON_GUESTS_KEY)]
    assert len(counts) == 50 / COUNT_EVERY_SECONDS
    audience.now += COUNT_EVERY_SECONDS
    audience.publisher.tick()
    assert sum(counts) + audience.heard(NON_GUESTS_KEY)[0]["count"] == 30_000
    audience.now += COUNT_EVERY_SECONDS
    audience.publisher.tick()
    assert audience.heard(NON_GUESTS_KEY) == []


def test_names_are_told_again_as_soon_as_they_are_few(audience: Audience) -> None:
    audience.come(0, 1_000)
    audience.come(1_000, 1_001)
    assert audience.heard(NON_GUESTS_KEY)[-1] == {"users": [{"id": "p1000", "presence": "online"}], "online": 1_001}


def test_a_guest_is_told_of_those_they_see_whoever_else_comes(audience: Audience) -> None:
    audience.guest_visibility.add("guest", {"guest", "p7", "p5000"})
    audience.come(0, 1_000)
    assert audience.heard(GUEST) == [{"users": [{"id": "p7", "presence": "online"}]}]


def test_a_guest_who_sees_many_is_told_their_number_and_no_more(audience: Audience) -> None:
    audience.guest_visibility.add("guest", {f"p{number}" for number in range(500)})
    audience.come(0, 1_000)
    assert audience.heard(GUEST) == [{"users": [], "count": 500}]


def test_what_is_sent_while_ten_thousand_come_grows_with_their_number_and_not_with_its_square(
    audience: Audience,
) -> None:
    entries = {}
    for people in (1_000, 10_000):
        fresh, told = Audience(), 0
        for first in range(0, people, 100):
            fresh.listeners = first + 100
            fresh.come(first, first + 100)
            fresh.now += 0.5
            told += sum(len(body["users"]) + 1 for body in fresh.heard(NON_GUESTS_KEY)) * fresh.listeners
        entries[people] = told
    assert entries[10_000] < 10 * entries[1_000]
