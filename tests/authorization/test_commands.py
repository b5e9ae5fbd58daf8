"""Fault 24: every command of the socket by everyone, on a real host, as commands.txt declares it."""

import contextlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websocket import WebSocketBadStatusException

from chat_desktop.wire.names import COMMANDS
from tests.authorization.tables import tables
from tests.authorization.test_roles import SHORT
from tests.authorization.world.contents import KINDS_OF_CONTENT, content_bodies, post_content
from tests.authorization.world.served_world import now, served
from tests.authorization.world.world import KINDS, World
from tests.faults.support import figures
from tests.support.hosts.socket_client import SocketClient
from tests.support.parts.rules_office import Person

ROWS = tables.read("commands.txt", len(KINDS))
REFUSED = {("guest", "urgent")}  # may not post this; what another has posted stands in its place


class Everyone:
    """Somebody of every kind; `clients` has those whose handshake was taken."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = {kind: world.person(kind) for kind in KINDS}
        poster = world.newcomer()
        self.foreign = {kind: world.office.post(poster, "another's", world.shared).id for kind in KINDS}
        self.contents = {name: post_content(world, poster, name) for name in KINDS_OF_CONTENT}
        self.own_contents = {
            kind: {name: post_content(world, person, name) for name in KINDS_OF_CONTENT if (kind, name) not in REFUSED}
            for kind, person in self.people.items()
            if person and kind in ("guest", "member", "admin", "owner")
        }
        self.clients: dict[str, SocketClient] = {}

    def content_for(self, operation: str, kind: str) -> str:
        """Returns the id of a poll or the like, for a command about one: another's in brackets, or one's own."""
        name = operation.split(":")[0]
        own = {} if "else's" in operation else self.own_contents.get(kind, {})
        return own.get(name) or self.contents.get(name, "")

    def body(self, operation: str, kind: str) -> dict[str, Any]:
        """What KIND sends: about their own message in the room that all are in."""
        person, room = self.people[kind], self.world.shared
        assert isinstance(person, Person)
        mine = self.foreign[kind] if "else's" in operation else self.world.own[person.user_id].id
        bodies: dict[str, dict[str, Any]] = {
            "message:post": {"room_id": room, "client_id": f"c-{kind}", "body": "hello"},
            "message:edit": {"message_id": mine, "body": "hello again"},
            "message:delete": {"message_id": mine},
            "reaction:add": {"message_id": self.world.message.id, "emoji": "👍"},
            "reaction:remove": {"message_id": self.world.message.id, "emoji": "👍"},
            "read:mark": {"room_id": room, "seq": 1},
            "read:unmark": {"room_id": room, "seq": 1},
            "typing:start": {"room_id": room},
            "typing:stop": {"room_id": room},
            "presence:set": {"active": True},
            "presence:ask": {"user_ids": [person.user_id]},
            "rooms:sync": {"rooms": {room: 0}},
            "session:handover": {},
            **content_bodies(self.content_for(operation, kind)),
        }
        return bodies[operation.split(" (")[0]]


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everyone]:
    folder = tmp_path_factory.mktemp("commands")
    world = World(folder / "data", now())
    found = Everyone(world)
    with served(folder, world) as site, ExitStack() as stack:
        for kind, person in found.people.items():
            with contextlib.suppress(WebSocketBadStatusException):
                found.clients[kind] = stack.enter_context(site.browser(person).connect_socket())
        yield found


def outcome(everyone: Everyone, operation: str, kind: str) -> str:
    if kind not in everyone.clients:
        return "401"
    answer = everyone.clients[kind].ask(operation.split(" (")[0], everyone.body(operation, kind))
    code = None if answer["ok"] else answer["error"]["code"]
    return "yes" if code is None else SHORT.get(code, code)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_a_command_works_for_whom_the_table_says(row: tables.Row, everyone: Everyone) -> None:
    found = {kind: outcome(everyone, row.operation, kind) for kind in KINDS}
    assert found == dict(zip(KINDS, row.cells, strict=True))


def test_every_command_has_a_line_and_every_line_a_command() -> None:
    figures.note(24, "socket", f"{len(COMMANDS)} commands of the socket in {len(ROWS)} lines, on a real host")
    assert {row.plain for row in ROWS} == set(COMMANDS)
    assert len({row.operation for row in ROWS}) == len(ROWS)


@pytest.mark.long
def test_without_the_rules_about_messages_the_table_is_wrong(tmp_path: Path) -> None:
    world = World(tmp_path / "data", now())
    found = Everyone(world)
    with (
        served(tmp_path, world, without="rules_about_messages") as site,
        site.browser(found.people["reader"]).connect_socket() as reader,
    ):
        found.clients["reader"] = reader
        wrong = {
            row.operation for row in ROWS if outcome(found, row.operation, "reader") != row.cells[KINDS.index("reader")]
        }
    assert wrong >= {"message:post", "message:edit", "reaction:add", "typing:start", "message:delete (somebody else's)"}
