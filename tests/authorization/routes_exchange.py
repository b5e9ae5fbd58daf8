"""Registers the requests that import and export."""

from typing import Any

from tests.authorization.requests import AskedRequest, requests_for
from tests.authorization.world import World
from tests.support.rules_office import Person
from tests.support.stored_files import stored


def nothing(*_: Any) -> None:
    """Is in place of what would go on after the test."""


@requests_for("POST /api/import")
def choose_import(world: World, who: Person | None) -> AskedRequest:
    world.site.exchange.imports.choose = nothing  # type: ignore[assignment, method-assign]
    return AskedRequest({"attachment_id": stored(world.office, world.office.ana)})


@requests_for("POST /api/import/run")
def begin_import(world: World, who: Person | None) -> AskedRequest:
    world.site.exchange.imports.begin = nothing  # type: ignore[assignment, method-assign]
    return AskedRequest({"people": {}})
