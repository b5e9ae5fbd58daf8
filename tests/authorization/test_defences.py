"""What keeps a room to its people, taken out piece by piece: each time the tables notice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.joining import invites
from chat_desktop.chat.rooms import memberships
from chat_desktop.chat.users import visible_people
from chat_desktop.errors import NotFound
from chat_desktop.storage import models
from chat_desktop.storage.queries import messages as message_queries
from chat_desktop.storage.queries import rooms as room_queries
from chat_desktop.storage.queries import users as user_queries
from tests.authorization import test_rooms
from tests.authorization.test_room_events import EVENT_ROWS, LISTENERS, Audience
from tests.authorization.world.outsiders import PrivateRoomWorld, TracedWorld
from tests.authorization.world.served_world import now, served

pytestmark = pytest.mark.long


def any_room(reading: Any, actor: Any, room_id: str) -> Any:
    row = reading.session.get(models.Room, room_id)
    if row is None:
        raise NotFound
    return row


def any_rooms(reading: Any, giver_id: str, room_ids: Any) -> Any:
    return [row for row in (reading.session.get(models.Room, room_id) for room_id in room_ids) if row]


def all_people(reading: Any, actor: Any) -> Any:
    return visible_people.users_of(reading.db, user_queries.ALL)


FOREIGN_MESSAGES = message_queries.BY_ID.replace("AND", "OR ?2 = '' AND")
FOREIGN_HISTORY = "SELECT last_seq, last_rev FROM rooms WHERE ? != '' AND id = ?"
FOREIGN_ROOMS = room_queries.VIEWS_OF_USER.replace("m.user_id = ?", "m.user_id = ? OR r.kind != 'open'")
CLOSED_TOO = room_queries.OPEN_NOT_JOINED.replace("r.kind = 'open'", "1")

# What is put in the place of a defence: module, name, the new one.
OUTS: dict[str, tuple[Any, str, Any]] = {
    "a room is found through its members": (memberships, "find_room", any_room),
    "a message is found through its room's members": (message_queries, "BY_ID", FOREIGN_MESSAGES),
    "history is its members'": (room_queries, "REVISIONS", FOREIGN_HISTORY),
    "nobody gives access to a room that they are not in": (invites, "_givable", any_rooms),
    "a list of rooms is one's own": (room_queries, "VIEWS_OF_USER", FOREIGN_ROOMS),
    "a list of open rooms has no closed ones": (room_queries, "OPEN_NOT_JOINED", CLOSED_TOO),
    "guests see those with whom they share a room": (visible_people, "people_for", all_people),
}


def is_noticed(world: TracedWorld) -> bool:
    for row in test_rooms.ROWS:
        try:
            test_rooms.test_nothing_of_a_room_is_seen_from_outside(row, world)
        except AssertionError:
            return True
    return False


@pytest.mark.parametrize("name", OUTS)
def test_without_it_the_table_of_rooms_is_wrong(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = TracedWorld(tmp_path)
    module, attribute, instead = OUTS[name]
    assert getattr(module, attribute) != instead
    monkeypatch.setattr(module, attribute, instead)
    try:
        assert is_noticed(world)
    finally:
        world.close()


Hear = Callable[[str], Audience]


@pytest.fixture
def hear(tmp_path: Path) -> Iterator[Hear]:
    """An audience before a host without a defence."""
    with ExitStack() as stack:

        def begin(without: str) -> Audience:
            world = PrivateRoomWorld(tmp_path / "data", now())
            site = stack.enter_context(served(tmp_path, world, without))
            return Audience(site, world, stack)

        yield begin


def test_if_events_went_to_everyone_outsiders_would_hear_them(hear: Hear) -> None:
    audience = hear("rooms_of_events")
    wrong = {
        row.operation
        for row in EVENT_ROWS
        for kind, cell in zip(LISTENERS, row.cells, strict=True)
        if cell == "-" and row.operation in audience.heard(kind)
    }
    assert wrong >= {"message:posted", "message:changed", "typing:changed", "membership:changed", "read:changed"}
    assert {"user:changed", "presence:changed", "knocks:changed", "arrivals:changed"} <= wrong
