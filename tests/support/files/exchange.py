"""Exports from one office and imports into another, by the commands, as their owners do."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from chat_desktop.cli import parser
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser


def command(host: ServedHost | Path, *words: str) -> Any:
    """Runs a command of the owner with --json, and returns what it prints."""
    data = host if isinstance(host, Path) else host.data
    printed = io.StringIO()
    arguments = parser.make().parse_args(["--data", str(data), *words, "--json"])
    with redirect_stdout(printed):
        assert arguments.run(arguments) == 0
    return json.loads(printed.getvalue())


def export(host: ServedHost, folder: Path, *words: str) -> Path:
    """Exports an office, or a room with --room, to a new folder."""
    command(host, "export", "--to", str(folder), *words)
    return folder


def carry(source: ServedHost, target: ServedHost, folder: Path, *words: str) -> dict[str, Any]:
    """Imports what one office exports into the other one, and returns the report."""
    found: dict[str, Any] = command(target, "import", str(export(source, folder, *words)))["report"]
    return found


def room_named(who: Browser, name: str) -> dict[str, Any]:
    """Returns a room of a person by its name."""
    rooms = who.get("/api/rooms").expect()["rooms"]
    return next(room for room in rooms if room["name"] == name)


def messages(who: Browser, room_id: str) -> list[dict[str, Any]]:
    """Returns the messages of a room in the order of the room."""
    found: list[dict[str, Any]] = who.get(f"/api/rooms/{room_id}/messages?after=0&limit=200").expect()["messages"]
    return found


def bodies(who: Browser, room_id: str) -> list[str]:
    """Returns the texts of a room in the order of the room."""
    return [one["body"] for one in messages(who, room_id)]


def post(who: Browser, room_id: str, body: str, **keys: Any) -> dict[str, Any]:
    """Posts a message by a socket, and returns it."""
    with who.connect_socket() as socket:
        asked = {"room_id": room_id, "client_id": f"c{abs(hash(body))}", "body": body, **keys}
        found: dict[str, Any] = socket.ask("message:post", asked)["message"]
    return found
