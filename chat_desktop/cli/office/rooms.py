"""Implements `chat-desktop rooms`: lists the rooms that the owner can see, archives and opens them."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.office import acts as office_acts
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office.acts import Act, Result
from chat_desktop.cli.office_client import OfficeClient


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("rooms", help="list rooms; create, archive, open and close them")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(run=office_acts.run, act=_list)
    acts = parser.add_subparsers(metavar="ACT")
    office_acts.add(acts, "list", "list the rooms (this is the default)", _list)
    create = office_acts.add(acts, "create", "create a room", _create)
    create.add_argument("name")
    create.add_argument("--closed", action="store_true", help="only its members can find it")
    for name, change, help_text in (
        ("archive", {"archived": True}, "archive a room, which can still be read"),
        ("unarchive", {"archived": False}, "bring an archived room back"),
        ("open", {"kind": "open"}, "let everyone find a room and read it"),
        ("close", {"kind": "closed"}, "let only its members find a room"),
    ):
        parser = office_acts.add(acts, name, help_text, _changing(change))
        parser.add_argument("room", help="the name or the id")


def _list(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    named = [room for room in found.rooms(office) if room["kind"] != "direct"]
    rows = [[_title(room), _kind(room), str(room["last_seq"]), room["id"]] for room in named]
    return {"rooms": named}, printed.table(["NAME", "KIND", "MESSAGES", "ID"], rows)


def _create(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    body = {"name": arguments.name, "kind": "closed" if arguments.closed else "open", "user_ids": []}
    return _shown(office.ask("POST", "/api/rooms", body)["room"])


def _changing(change: dict[str, Any]) -> Act:
    def act(office: OfficeClient, arguments: argparse.Namespace) -> Result:
        room = found.room(office, arguments.room)
        return _shown(office.ask("PATCH", f"/api/rooms/{room['id']}", change)["room"])

    return act


def _shown(room: dict[str, Any]) -> Result:
    return {"room": room}, [f"{_title(room)}: {_kind(room)}"]


def _title(room: dict[str, Any]) -> str:
    return f"#{room['name']}"


def _kind(room: dict[str, Any]) -> str:
    return f"{room['kind']}, archived" if room.get("archived") else str(room["kind"])
