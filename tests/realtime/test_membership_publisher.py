"""What is told of memberships when very many change at once: to each their own, and to the room a number."""

from typing import Any

from chat_desktop.realtime.membership_publisher import ENTRIES_MOST, MembershipPublisher
from chat_desktop.realtime.room_keys import room_key, user_key

ROOM, OTHER = "room", "other"


class Audience:
    """Rooms of MEMBERS people. `told` is what was emitted, and to whom."""

    def __init__(self, members: int) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.publisher = MembershipPublisher(lambda name, body, to: self.told.append((to, body)), lambda room: members)

    def come(self, room_id: str, count: int) -> None:
        for number in range(count):
            self.publisher.changed(room_id, f"p{number}", "everything")


def membership(room_id: str, number: int) -> dict[str, Any]:
    return {"room_id": room_id, "user_id": f"p{number}", "involvement": "everything", "left": False}


def test_few_are_listed_for_the_room_once() -> None:
    audience = Audience(members=200)
    audience.come(ROOM, 200)
    audience.publisher.tick()
    audience.publisher.tick()
    assert audience.told == [(room_key(ROOM), {"memberships": [membership(ROOM, number) for number in range(200)]})]


def test_of_many_each_hears_their_own_and_the_room_a_number() -> None:
    audience = Audience(members=1_000)
    audience.come(ROOM, 1_000)
    audience.publisher.changed(ROOM, "p0", "nothing", left=True)
    audience.publisher.tick()
    own = [(user_key(f"p{number}"), {"memberships": [membership(ROOM, number)]}) for number in range(1, 1_000)]
    assert audience.told == [*own, (room_key(ROOM), {"memberships": [], "room_id": ROOM, "count": 1_000})]


def test_the_rooms_of_one_tick_share_the_bound() -> None:
    audience = Audience(members=200)
    for number in range(30):
        audience.come(f"room-{number}", 200)
    audience.come(OTHER, 1)
    audience.publisher.tick()
    listed = sum(len(body["memberships"]) * 200 for to, body in audience.told if to.startswith(room_key("")))
    assert listed <= ENTRIES_MOST
