"""Fault 24: every route by everyone, as roles.txt declares it. A route without a line there is a failure."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.chat.core import policy
from tests.authorization.requests.routes import REQUESTS, SPOILING, request_for
from tests.authorization.tables import tables
from tests.authorization.world.world import KINDS, World
from tests.faults.support import figures
from tests.support.parts.rules_office import Person

ROWS = tables.read("roles.txt", len(KINDS))

# What is written in the table for the commonest refusals; any other stands there by its code.
SHORT = {"not_signed_in": "401", "forbidden": "403", "not_found": "404"}


class Worlds:
    """One world for many operations, until one of them has changed it too much."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self.now = self._make()

    def renew(self) -> None:
        self.now.close()
        self.now = self._make()

    def _make(self) -> World:
        self._made += 1
        return World(self._folder / str(self._made))


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    found = Worlds(tmp_path_factory.mktemp("worlds"))
    yield found
    found.now.close()


def outcome(world: World, operation: str, kind: str) -> str:
    """What the operation answers to a person of KIND, in the words of the table."""
    method, rule = operation.split(" (")[0].split(" ", 1)
    who = world.standing_person(kind) if method == "GET" else world.person(kind)
    asked = request_for(operation, world, who)
    values = world.values(rule) | asked.values
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: values[place[1]], rule)
    answer = world.site.ask(method, path + asked.query, who, **asked.options(method))
    if answer.status_code < 400:
        return "yes"
    code: str = answer.json["error"]["code"]
    return SHORT.get(code, code)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_a_door_opens_for_whom_the_table_says(row: tables.Row, worlds: Worlds) -> None:
    found = {}
    for kind in KINDS:
        found[kind] = outcome(worlds.now, row.operation, kind)
        if row.operation in SPOILING and found[kind] == "yes":
            worlds.renew()
    assert found == dict(zip(KINDS, row.cells, strict=True))


def test_every_route_has_a_line_and_every_line_a_route(worlds: Worlds) -> None:
    figures.note(
        24, "routes", f"{len(worlds.now.routes())} routes in {len(ROWS)} lines, by {len(KINDS)} kinds of people"
    )
    assert sorted({row.plain for row in ROWS}) == worlds.now.routes()
    assert len({row.operation for row in ROWS}) == len(ROWS)
    assert set(REQUESTS) <= {row.operation for row in ROWS}


def test_a_route_that_answers_strangers_says_why_that_gives_nothing_away(worlds: Worlds) -> None:
    for row in ROWS:
        assert row.cells[0] == "401" or worlds.now.is_open(row.plain), row.operation
        assert bool(row.note) == worlds.now.is_open(row.plain), row.operation


def test_who_one_is_comes_before_anything_else_is_looked_at(worlds: Worlds) -> None:
    """An empty body and ids of nothing: still, whoever is nobody learns no more than that."""
    world = worlds.now
    ghost = Person(world.office.cleo.user_id, "nothing", "A" * 43)
    for row in ROWS:
        method, rule = row.plain.split(" ", 1)
        if not world.is_open(row.plain):
            for nobody in (None, ghost):
                answer = world.site.ask(method, re.sub("<[^>]+>", "0", rule), nobody, json={})
                assert (answer.status_code, answer.json["error"]["code"]) == (401, "not_signed_in"), row.operation


# Rules of the policy that no route asks: commands of the socket do, which test_commands.py tries on a real host.
# `mention_all` refuses nobody there either: its word is text like any other then (chat/messages/test_mention_all.py).
OF_MESSAGES = {"post_message", "type_in_room", "react", "edit_message", "delete_message", "mention_all"}
OF_THE_SOCKET = OF_MESSAGES | {"answer", "end_poll", "send_urgent", "end_urgent"}
RULES = [
    name
    for name, rule in inspect.getmembers(policy, inspect.isfunction)
    if rule.__module__ == policy.__name__ and not name.startswith("_")
]


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in RULES if name not in OF_THE_SOCKET])
def test_without_any_one_rule_of_the_policy_the_table_is_wrong(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    monkeypatch.setattr(policy, name, lambda *args, **keys: None)
    try:
        for row in ROWS:
            for kind, cell in zip(KINDS, row.cells, strict=True):
                if cell == "403" and outcome(world, row.operation, kind) != cell:
                    return
        raise AssertionError(f"Nobody misses {name}")
    finally:
        world.close()
