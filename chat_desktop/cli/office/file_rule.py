"""Implements `chat-desktop retention files`: after how long large files are deleted from their messages."""

import argparse
from typing import Any

from chat_desktop.cli.office import acts as office_acts
from chat_desktop.cli.office import found, printed
from chat_desktop.cli.office.acts import Result
from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.errors import StartError

NEVER, AS_OFFICE = "never", "office"
MEGABYTE = 1_000_000
NOTHING = "Say what is to change: --days, --room, --larger-than, --keep-room or --drop-room."
NO_DAYS = "There is no rule for files yet. Say with --days or --room after how long they are deleted."
Rule = dict[str, Any]


def add_to(acts: Any) -> None:
    """Adds the act to ACTS, the result of `add_subparsers` of `chat-desktop retention`."""
    text = "change the rule for files, whose messages stay; without --yes, only show what it would delete"
    parser = office_acts.add(acts, "files", text, _change)
    parser.add_argument("--days", type=_days, metavar="DAYS", help="delete files after so many days, or never")
    own = "the days of one room, such as Scans=30, Scans=never or Scans=office (as the office); may be repeated"
    parser.add_argument("--room", action="append", default=[], metavar="NAME=DAYS", help=own)
    parser.add_argument("--larger-than", type=_megabytes, metavar="MB", help="only files that are larger (default: 0)")
    parser.add_argument("--keep-room", action="append", default=[], metavar="NAME", help="keep all files of a room")
    parser.add_argument("--drop-room", action="append", default=[], metavar="NAME", help="its files are kept no more")
    parser.add_argument("--yes", action="store_true", help="set the rule")


def find(office: OfficeClient) -> Rule | None:
    """Returns the rule, or None. Raises StartError."""
    rule: Rule | None = office.get("/api/storage/rule")["rule"]
    return rule


def words(rule: Rule | None, office: OfficeClient) -> list[str]:
    """Returns the rule in sentences. Raises StartError."""
    if rule is None:
        return ["Files: never deleted."]
    names = {one["id"]: f"#{one['name']}" for one in found.rooms(office)}
    larger = f" that are larger than {printed.size(rule['larger_than'])}" if rule["larger_than"] else ""
    lines = [f"Files{larger}: {_after(rule['days'])}."]
    lines += [f"Those of {names.get(one['room_id'], one['room_id'])}: {_after(one['days'])}." for one in rule["rooms"]]
    lines += [f"The files of {names.get(room_id, room_id)} are kept." for room_id in rule["kept_rooms"]]
    return [*lines, f"The next pass for files is at {rule['next_at']}."]


def _change(office: OfficeClient, arguments: argparse.Namespace) -> Result:
    before = find(office)
    wanted = _wanted(office, before, arguments)
    deletes = {"files": 0, "bytes": 0}
    if wanted["days"] is not None or wanted["rooms"]:
        victims = office.ask("POST", "/api/storage/preview", wanted)
        deletes = {"files": victims["files"], "bytes": victims["bytes"]}
    said = f"It deletes {printed.counted(deletes['files'], 'file')} of today, {printed.size(deletes['bytes'])}."
    if not arguments.yes:
        answer = {"file_rule": before, "would_delete": deletes, "set": False}
        return answer, [f"{said} Nothing is changed yet: add --yes to set it."]
    rule = office.ask("PUT", "/api/storage/rule", wanted)["rule"]
    return {"file_rule": rule, "would_delete": deletes, "set": True}, [said, *words(rule, office)]


def _wanted(office: OfficeClient, before: Rule | None, arguments: argparse.Namespace) -> Rule:
    """Returns the rule with the changes. Raises StartError."""
    rule = {"days": None, "larger_than": 0, "kept_rooms": [], "rooms": []} if before is None else dict(before)
    rule.pop("next_at", None)
    changed = {**rule, **_rooms(office, rule, arguments)}
    if arguments.days is not None:
        changed["days"] = None if arguments.days == NEVER else int(arguments.days)
    if arguments.larger_than is not None:
        changed["larger_than"] = arguments.larger_than
    if changed == rule:
        raise StartError(NOTHING)
    if changed["days"] is None and not changed["rooms"] and before is None:
        raise StartError(NO_DAYS)
    return changed


def _rooms(office: OfficeClient, rule: Rule, arguments: argparse.Namespace) -> Rule:
    """Returns what is to hold for single rooms. Raises StartError."""
    own = {one["room_id"]: one["days"] for one in rule["rooms"]}
    kept = {*rule["kept_rooms"], *(found.room(office, name)["id"] for name in arguments.keep_room)}
    kept -= {found.room(office, name)["id"] for name in arguments.drop_room}
    for typed in arguments.room:
        name, _, days = typed.rpartition("=")
        room_id = found.room(office, name)["id"]
        own.pop(room_id, None)
        kept.discard(room_id)
        if days == NEVER:
            kept.add(room_id)
        elif days.isdecimal():
            own[room_id] = int(days)
        elif days != AS_OFFICE:
            raise StartError(f"{days!r} is not a number of days. Write a number, never, or office.")
    rooms = [{"room_id": room_id, "days": days} for room_id, days in own.items()]
    return {"rooms": rooms, "kept_rooms": sorted(kept)}


def _after(days: int | None) -> str:
    return "never deleted" if days is None else f"deleted after {printed.counted(days, 'day')}"


def _days(text: str) -> str:
    if text != NEVER and not text.isdecimal():
        raise argparse.ArgumentTypeError("a number of days, or never")
    return text


def _megabytes(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a number of megabytes")
    return int(text) * MEGABYTE
