"""Registers the requests that import and export."""

from typing import Any

from chat_desktop.web.services import ExportFile
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import Person


def nothing(*_: Any, **__: Any) -> None:
    """Is in place of what would go on after the test."""


@requests_for("POST /api/import")
def choose_import(world: World, who: Person | None) -> AskedRequest:
    world.site.exchange.imports.choose = nothing  # type: ignore[method-assign]
    return AskedRequest({"attachment_id": stored(world.office, world.office.ana)})


@requests_for("POST /api/import/run")
def begin_import(world: World, who: Person | None) -> AskedRequest:
    world.site.exchange.imports.begin = nothing  # type: ignore[method-assign]
    return AskedRequest({"people": {}})


@requests_for("POST /api/export")
def begin_export(world: World, who: Person | None) -> AskedRequest:
    world.site.exchange.exports.begin = nothing  # type: ignore[method-assign]
    return AskedRequest({"what": "rooms", "room_ids": [world.shared]})


@requests_for("POST /api/export (one's own data)")
def begin_own_export(world: World, who: Person | None) -> AskedRequest:
    world.site.exchange.exports.begin = nothing  # type: ignore[method-assign]
    return AskedRequest({"what": "mine"})


@requests_for("GET /api/export/file")
def download_export(world: World, who: Person | None) -> AskedRequest:
    path = world.site.data / "export"
    path.write_text("{}", "utf-8")
    file = ExportFile(path, 2, "my-data.jsonl", "application/x-ndjson", "mine")
    world.site.exchange.exports.file = lambda user_id: file  # type: ignore[method-assign]
    return AskedRequest()


@requests_for("GET /api/export/file (of rooms)")
def download_export_of_rooms(world: World, who: Person | None) -> AskedRequest:
    path = world.site.data / "export"
    path.write_text("{}", "utf-8")
    file = ExportFile(path, 2, "export.jsonl", "application/x-ndjson", "rooms")
    world.site.exchange.exports.file = lambda user_id: file  # type: ignore[method-assign]
    return AskedRequest()


@requests_for("PUT /api/export/rule")
def allow_exports(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"members": False})
