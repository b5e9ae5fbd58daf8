"""The acts of `chat-desktop standby` on the host: listing, adding and dropping stand-bys."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client
from chat_desktop.cli.moving import move
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.errors import StartError


def listed(office: OfficeClient) -> list[dict[str, Any]]:
    """Returns the stand-bys of the office. Raises StartError."""
    return list(office.get("/api/standbys")["standbys"])


def lines(standbys: list[dict[str, Any]]) -> list[str]:
    """Returns a line for each stand-by."""
    if not standbys:
        return ["This office has no stand-by."]
    rows = [[one["name"], one["person"], _copy_words(one), one["id"]] for one in standbys]
    return printed.table(["STAND-BY", "PERSON", "COPY", "ID"], rows)


def add(arguments: argparse.Namespace) -> int:
    """Makes a computer a stand-by, and returns the exit status. Raises StartError."""
    code = arguments.code or move.asked_code("Code that the other computer shows: ")
    with office_client.connect(config.load(arguments)) as office:
        if not office.is_running:
            raise StartError("The office is not running, so nobody would give the stand-by its copies. Start it first.")
        person = found.person(office, arguments.person)["id"] if arguments.person else None
        wanted = {"address": arguments.to, "code": code, **({"user_id": person} if person else {})}
        return _show(arguments, office.ask("POST", "/api/standbys", wanted)["standbys"])


def drop(arguments: argparse.Namespace) -> int:
    """Removes a stand-by, and returns the exit status. Raises StartError."""
    with office_client.connect(config.load(arguments)) as office:
        wanted = arguments.standby.strip().casefold()
        those = [one["id"] for one in listed(office) if wanted in (one["id"], one["name"].casefold())]
        if len(those) != 1:
            raise StartError(f"{len(those) or 'No'} stand-bys have the name {arguments.standby!r}. Give the id.")
        return _show(arguments, office.ask("DELETE", f"/api/standbys/{those[0]}")["standbys"])


def _show(arguments: argparse.Namespace, standbys: list[dict[str, Any]]) -> int:
    if getattr(arguments, "json", False):
        printed.as_json({"ok": True, "standbys": standbys})
    else:
        printed.lines(lines(standbys))
    return 0


def _copy_words(one: dict[str, Any]) -> str:
    if not one["counts"]:
        return "gets none, as its person is no admin any more"
    copy = one.get("copy")
    if copy is None:
        return "none yet"
    missing = f", {copy['missing']} files to come" if copy["missing"] else ""
    return f"of {copy['at']}{missing}"
