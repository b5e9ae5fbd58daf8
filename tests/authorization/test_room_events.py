"""Fault 25 on the socket: what outsiders hear of a room, and what their commands about it are answered."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from chat_desktop.wire.names import COMMANDS, EVENTS
from tests.authorization.tables import tables
from tests.authorization.test_roles import SHORT
from tests.authorization.world.contents import content_bodies
from tests.authorization.world.outsiders import NOTHING, OUTSIDERS, PrivateRoomWorld, Target
from tests.authorization.world.room_events import RoomEventScript
from tests.authorization.world.served_world import ServedWorld, now, served
from tests.faults.support import figures
from tests.support.hosts.socket_client import SocketClient

LISTENERS = ("member", *OUTSIDERS[1:])
COMMAND_ROWS = tables.read("room_commands.txt", len(LISTENERS) - 1)
EVENT_ROWS = tables.read("room_events.txt", len(LISTENERS))

# What nobody here provokes, since it takes another disk, network or certificate, and where it is tried.
UNPROVOKED = {
    "office:moved": "tests/runtime/copies",
    "host:trouble": "tests/e2e/connection/test_disk_full.py",
    "host:pause": "tests/power",
    "addresses:changed": "tests/network",
    "secure:changed": "tests/web",
}

# These are about the listener or the host, and name no room and nobody.
OF_PEOPLE = ("user:", "presence:")
# Or they go to the person's own connections alone.
OF_ITS_OWN = (
    "answers:",
    "preferences:",
    "own:",
    "scheduled:",
    "urgent:",
    "office:",
    "host:",
    "session:",
    "invite:",
    "knocks:",
    "arrivals:",
    "addresses:",
    "secure:",
)


class Audience:
    """Everyone has a socket; `answers` are what commands were answered, by command and listener."""

    def __init__(self, site: ServedWorld, world: PrivateRoomWorld, stack: ExitStack) -> None:
        self.world = world
        self.clients: dict[str, SocketClient] = {}
        people = {"member": world.room_admin, **{kind: world.outsiders[kind] for kind in OUTSIDERS[1:]}}
        for kind, person in people.items():
            self.clients[kind] = stack.enter_context(site.browser(person).connect_socket())
        self.answers = {
            row.operation: {kind: self._told(row.operation, kind) for kind in OUTSIDERS[1:]} for row in COMMAND_ROWS
        }
        happenings = RoomEventScript(site, world, self.clients["member"])
        happenings.all(stack)
        site.host.process.terminate()
        for client in self.clients.values():
            client.until_closed()
        # A second signal in the last moment of the host would be its end, and not the status 0.
        site.host.process.wait(20)
        self.logs = {kind: client.log for kind, client in self.clients.items()}
        self.logs["member"] += happenings.elsewhere.log

    def heard(self, kind: str) -> set[str]:
        """The names of events that were about the room, somebody in it, or the host."""
        found = set()
        for name, body in self.logs[kind]:
            # Of a person everybody may hear, guests aside; of the room, nobody outside.
            about = [self.world.cleo.user_id] if name.startswith(OF_PEOPLE) else self.world.words("admin")
            if name.startswith(OF_ITS_OWN) or mentions(body, about):
                found.add(name)
        return found

    def _told(self, operation: str, kind: str) -> tuple[Any, list[Any]]:
        """Of nothing, and of what there is."""
        client, name = self.clients[kind], operation.split(" (")[0]
        bodies = [self._body(operation, kind, target) for target in (NOTHING, *self.world.targets(kind))]
        nothing, *answers = [client.ask(name, body) for body in bodies]
        return nothing, answers

    def _body(self, operation: str, kind: str, target: Target) -> dict[str, Any]:
        home = self.world.own_room(self.world.outsiders[kind])
        client_id = self.world.left_behind.client_id if "repeats" in operation else f"c-{kind}-{target.room_id}"
        post = {"room_id": target.room_id, "client_id": client_id, "body": "let me in"}
        answer = {"room_id": home, "client_id": client_id, "body": "and?", "reply_to": target.message_id}
        about, place = {"message_id": target.message_id}, {"room_id": target.room_id}
        bodies: dict[str, dict[str, Any]] = {
            "message:post": answer if "reply" in operation else post,
            "message:edit": {**about, "body": "x"},
            "message:delete": about,
            "reaction:add": {**about, "emoji": "👍"},
            "reaction:remove": {**about, "emoji": "👍"},
            "read:mark": {**place, "seq": 1},
            "read:unmark": {**place, "seq": 1},
            "typing:start": place,
            "typing:stop": place,
            "presence:set": {"active": True},
            "presence:ask": {"user_ids": [self.world.cleo.user_id]},
            "rooms:sync": {"rooms": {target.room_id: 0}},
            "session:handover": {},
            **content_bodies(target.message_id),
        }
        return bodies[operation.split(" (")[0]]


def mentions(body: Any, words: Any) -> bool:
    text = json.dumps(body)
    return any(word in text for word in words)


@pytest.fixture(scope="module")
def audience(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audience]:
    folder = tmp_path_factory.mktemp("hearing")
    world = PrivateRoomWorld(folder / "data", now())
    with served(folder, world) as site, ExitStack() as stack:
        yield Audience(site, world, stack)


@pytest.mark.parametrize("row", COMMAND_ROWS, ids=lambda row: row.operation)
def test_a_command_about_a_foreign_room_is_answered_as_about_none(row: tables.Row, audience: Audience) -> None:
    found = {}
    for kind, (nothing, answers) in audience.answers[row.operation].items():
        for answer in answers:
            assert not mentions(answer, audience.world.words(kind)), kind
            assert answer == nothing or answer["ok"], kind
        code = None if nothing["ok"] else nothing["error"]["code"]
        found[kind] = "own" if code is None else SHORT.get(code, code)
    assert found == dict(zip(LISTENERS[1:], row.cells, strict=True))


@pytest.mark.parametrize("row", EVENT_ROWS, ids=lambda row: row.operation)
def test_an_event_is_heard_by_whom_the_table_says(row: tables.Row, audience: Audience) -> None:
    if row.operation not in UNPROVOKED:
        found = {kind: "yes" if row.operation in audience.heard(kind) else "-" for kind in LISTENERS}
        assert found == dict(zip(LISTENERS, row.cells, strict=True))


@pytest.mark.parametrize("kind", OUTSIDERS[1:])
def test_nothing_of_the_room_is_in_anything_that_an_outsider_hears(kind: str, audience: Audience) -> None:
    for name, body in audience.logs[kind]:
        assert not mentions(body, audience.world.words(kind)), name


def test_every_command_and_event_has_a_line_and_every_line_is_one() -> None:
    figures.note(25, "socket", f"{len(EVENTS)} events and {len(COMMANDS)} commands of the socket: 0 leaks")
    assert {row.plain for row in COMMAND_ROWS} == set(COMMANDS)
    assert {row.operation for row in EVENT_ROWS} == set(EVENTS)
