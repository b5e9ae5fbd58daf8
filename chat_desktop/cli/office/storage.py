"""Implements `chat-desktop storage`: what takes the disk, the largest files, and removing one."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.office import acts as office_acts
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office.acts import Result
from chat_desktop.cli.office_client import OfficeClient

UNSEEN = "(in a room that the owner is not in)"


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("storage", help="show what takes the disk, with the largest files; remove one of them")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(run=office_acts.run, act=_list)
    acts = parser.add_subparsers(metavar="ACT")
    office_acts.add(acts, "list", "show what takes the disk (this is the default)", _list)
    remove = office_acts.add(acts, "remove", "remove a file from all messages that carry it", _remove)
    remove.add_argument("file", help="the id, which the list shows")


def _list(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    told = {name: value for name, value in office.get("/api/storage").items() if name != "ok"}
    people = {one["id"]: one["name"] for one in found.people(office)}
    rooms = {one["id"]: one["name"] for one in found.rooms(office)}
    head = ["SIZE", "NAME", "ROOM", "BY", "ID"]
    rows = [_row(one, rooms, people) for one in told["largest"]]
    return told, [*_totals(told), "", *(printed.table(head, rows) if rows else ["There are no files."])]


def _totals(told: dict[str, Any]) -> list[str]:
    disk = told["disk"]
    of_disk = f" of {printed.size(disk['total'])}" if "total" in disk else ""
    return [
        f"Files     {printed.size(told['file_bytes'])} in {printed.counted(told['files'], 'file')}",
        f"Messages  {printed.size(told['message_bytes'])}, and {printed.size(told['search_bytes'])} for the search",
        f"Free      {printed.size(disk['free'])}{of_disk}",
    ]


def _row(one: dict[str, Any], rooms: dict[str, Any], people: dict[str, Any]) -> list[str]:
    if "id" not in one:
        return [printed.size(one["size"]), UNSEEN, "", "", one.get("key", "")]
    room = rooms.get(one["room_id"])
    where = f"#{room}" if room else ""
    return [printed.size(one["size"]), one["name"], where, people.get(one["sender_id"], ""), one["id"]]


def _remove(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    listed = office.get("/api/storage")["largest"]
    is_unseen = any(one.get("key") == arguments.file for one in listed)
    office.ask("DELETE", f"/api/storage/{'unseen' if is_unseen else 'files'}/{arguments.file}")
    return {"removed": arguments.file}, ["The file is removed from all messages that carried it."]
