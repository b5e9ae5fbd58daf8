"""Implements `chat-desktop retention`: after how long messages are deleted, and what is kept from that."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.office import acts as office_acts
from chat_desktop.cli.office import file_rule, found, printed
from chat_desktop.cli.office.acts import Result
from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.errors import StartError

NEVER = "never"
NOTHING = "Say what is to change: --days, --room, --hold, --release, --hold-room or --release-room."


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("retention", help="show and change after how long messages are deleted")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(run=office_acts.run, act=_show)
    acts = parser.add_subparsers(metavar="ACT")
    office_acts.add(acts, "show", "show the rule (this is the default)", _show)
    change = office_acts.add(acts, "set", "change the rule; without --yes, only show what it would delete", _change)
    change.add_argument("--days", type=_days, metavar="DAYS", help="delete messages after so many days, or never")
    own = "the days of one room, such as Lunch=30, Lunch=never or Lunch=office (as the office); may be repeated"
    change.add_argument("--room", action="append", default=[], metavar="NAME=DAYS", help=own)
    change.add_argument("--hold", action="store_true", help="keep all messages and files, whatever the rules say")
    change.add_argument("--release", action="store_true", help="end the hold of the office")
    change.add_argument("--hold-room", action="append", default=[], metavar="NAME", help="keep all of a room")
    change.add_argument("--release-room", action="append", default=[], metavar="NAME", help="end the hold of a room")
    change.add_argument("--yes", action="store_true", help="set the rule")
    file_rule.add_to(acts)


def _show(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    rule = office.get("/api/retention")["retention"]
    files = file_rule.find(office)
    return {"retention": rule, "file_rule": files}, [*_words(rule, office), *file_rule.words(files, office)]


def _change(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    rule = office.get("/api/retention")["retention"]
    wanted = _wanted(office, rule, arguments)
    if wanted == {name: rule[name] for name in wanted}:
        raise StartError(NOTHING)
    victims = office.ask("POST", "/api/retention/preview", wanted)
    deletes = {"messages": victims["messages"], "files": victims["files"]}
    said = (
        f"It deletes {printed.counted(deletes['messages'], 'message')} and {printed.counted(deletes['files'], 'file')}"
    )
    if not arguments.yes:
        answer = {"retention": rule, "would_delete": deletes, "set": False}
        return answer, [f"{said} of today. Nothing is changed yet: add --yes to set it."]
    rule = office.ask("PUT", "/api/retention", wanted)["retention"]
    return {"retention": rule, "would_delete": deletes, "set": True}, [f"{said} of today.", *_words(rule, office)]


def _wanted(office: OfficeClient, rule: dict[str, Any], arguments: argparse.Namespace) -> dict[str, Any]:
    """Returns the rule with the changes. Raises StartError."""
    rooms = {one["room_id"]: one["days"] for one in rule["rooms"]}
    for typed in arguments.room:
        name, _, days = typed.rpartition("=")
        room_id = found.room(office, name)["id"]
        rooms.pop(room_id, None)
        if days != "office":
            rooms[room_id] = _number(days)
    held = set(rule["held_rooms"]) | {found.room(office, name)["id"] for name in arguments.hold_room}
    held -= {found.room(office, name)["id"] for name in arguments.release_room}
    return {
        "days": rule["days"] if arguments.days is None else _number(arguments.days),
        "rooms": [{"room_id": room_id, "days": days} for room_id, days in rooms.items()],
        "held": (rule["held"] or arguments.hold) and not arguments.release,
        "held_rooms": sorted(held),
    }


def _days(text: str) -> str:
    if text != NEVER and not text.isdecimal():
        raise argparse.ArgumentTypeError("a number of days, or never")
    return text


def _number(days: str) -> int | None:
    """Raises StartError."""
    if days != NEVER and not days.isdecimal():
        raise StartError(f"{days!r} is not a number of days. Write a number, never, or office.")
    return None if days == NEVER else int(days)


def _words(rule: dict[str, Any], office: OfficeClient) -> list[str]:
    names = {one["id"]: f"#{one['name']}" for one in found.rooms(office)}
    lines = [f"Messages: {_after(rule['days'])}."]
    lines += [f"{names.get(one['room_id'], one['room_id'])}: {_after(one['days'])}." for one in rule["rooms"]]
    lines += [f"{names.get(room_id, room_id)} is held: nothing of it is deleted." for room_id in rule["held_rooms"]]
    if rule["held"]:
        lines.append("The office is held: nothing is deleted.")
    if "next_at" in rule:
        lines.append(f"The next pass is at {rule['next_at']}.")
    return lines


def _after(days: int | None) -> str:
    return "never deleted" if days is None else f"deleted after {printed.counted(days, 'day')}"
