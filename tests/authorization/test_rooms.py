"""Fault 25: every route, asked about a room that is none of one's business, as rooms.txt declares it.

`own` is a success that has nothing of the room in it; a refusal is byte for byte that of a room that never was, and has
cost the same statements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.authorization.requests.probes import PROBES, names_a_room, probe_for
from tests.authorization.tables import tables
from tests.authorization.test_roles import SHORT
from tests.authorization.world.outsiders import NOTHING, OUTSIDERS, Target, TracedWorld
from tests.faults.support import figures
from tests.support.parts.rules_office import Person

ROWS = tables.read("rooms.txt", len(OUTSIDERS))


@dataclass(frozen=True)
class Told:
    status: int
    text: str
    statements: int

    @property
    def outcome(self) -> str:
        if self.status < 400:
            return "own"
        code = re.search('"code":"([a-z_]+)"', self.text)
        assert code
        return SHORT.get(code[1], code[1])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TracedWorld]:
    found = TracedWorld(tmp_path_factory.mktemp("secrets"))
    yield found
    found.close()


def ask(world: TracedWorld, operation: str, kind: str, target: Target) -> Told:
    """What somebody is told. The path that they asked for is no news to them."""
    who = world.session(kind)
    asked = probe_for(operation, world, who, target)
    method, rule = operation.split(" (")[0].split(" ", 1)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: asked.values[place[1]], rule) + asked.query
    world.statements.clear()
    answer = world.site.ask(method, path, who, **asked.options(method))
    headers = str([item for item in answer.headers if item[0] != "Content-Length"])
    text = answer.get_data().decode("utf-8", "replace") + headers
    for own in (path, target.room_id, target.message_id):
        text = text.replace(own, "") if names_a_room(operation) else text
    return Told(answer.status_code, text, len(world.statements))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_nothing_of_a_room_is_seen_from_outside(row: tables.Row, world: TracedWorld) -> None:
    found = {}
    for kind in OUTSIDERS:
        nothing = ask(world, row.operation, kind, NOTHING)
        # Who is asked for no room in particular shows what they show once.
        targets = world.targets(kind) if names_a_room(row.operation) else []
        for told in [nothing, *(ask(world, row.operation, kind, target) for target in targets)]:
            assert not [word for word in world.words(kind) if word in told.text], kind
            assert told == nothing or told.outcome == nothing.outcome == "own", kind
        found[kind] = nothing.outcome
    assert found == dict(zip(OUTSIDERS, row.cells, strict=True))


def test_every_route_has_a_line_and_every_line_a_route(world: TracedWorld) -> None:
    figures.note(
        25, "routes", f"{len(world.routes())} routes in {len(ROWS)} lines, {len(OUTSIDERS)} outsiders: 0 leaks"
    )
    assert sorted({row.plain for row in ROWS}) == world.routes()
    assert set(PROBES) <= {row.operation for row in ROWS}


def test_those_who_are_in_the_room_do_see_it(world: TracedWorld) -> None:
    """Or else nothing above could fail."""
    room = world.closed
    page = world.site.ask("GET", f"/r/{room.room_id}/{room.message_id}", world.cleo).get_data(as_text=True)
    for word in ("Zanzibar", "quetzal", "ocelot", "narwhal", room.room_id, room.message_id):
        assert word in page


def test_those_who_are_in_the_room_find_it_by_what_the_others_searched_for(world: TracedWorld) -> None:
    for target in (world.closed, world.direct, world.open):
        asked = probe_for("GET /api/search", world, world.cleo, target)
        found = world.site.ask("GET", f"/api/search{asked.query}", world.cleo).json["results"]
        assert target.room_id in {result["message"]["room_id"] for result in found}


def test_outsiders_count_nothing_of_what_those_who_are_in_the_room_count(world: TracedWorld) -> None:
    def count(who: Person | None, target: Target) -> int:
        asked = probe_for("GET /api/search (?count=)", world, who, target)
        return int(world.site.ask("GET", f"/api/search{asked.query}", who).json["counts"]["all"]["n"])

    for target in (world.closed, world.direct, world.open):
        assert count(world.cleo, target) > 0
        for kind in OUTSIDERS[1:]:
            assert count(world.session(kind), target) == 0, kind


def test_what_outsiders_asked_has_changed_nothing_in_the_room(world: TracedWorld) -> None:
    """Runs last of these: all of them have tried."""
    path = f"/api/rooms/{world.closed.room_id}"
    members = world.site.ask("GET", f"{path}/members", world.cleo).json["members"]
    assert {member["user_id"] for member in members} == {world.room_admin.user_id, world.cleo.user_id, world.friend}
    messages = world.site.ask("GET", f"{path}/messages", world.cleo).json["messages"]
    assert [message["seq"] for message in messages] == [1, 2, 3]
    assert all(message["rev"] == message["seq"] + 1 or message["rev"] == message["seq"] for message in messages)
