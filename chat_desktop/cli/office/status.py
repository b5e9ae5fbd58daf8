"""Implements `chat-desktop status`, which shows what the host does."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client
from chat_desktop.cli.office import daily_backup, printed

MINUTE_SECONDS, HOUR_SECONDS, DAY_SECONDS = 60, 3_600, 86_400


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("status", help="show who is connected, messages a day, disk and addresses")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the status and returns the exit status. Raises StartError."""
    with office_client.connect(config.load(arguments)) as office:
        host, disk = office.get("/api/host"), office.get("/api/storage")
        name = office.get("/api/hello")["office"]["name"]
        backup = daily_backup.state(office)
    found = {"office": name, "running": office.is_running, **_without_ok(host), "storage": _without_ok(disk)}
    found["backup"] = backup
    if arguments.json:
        printed.as_json(found)
    else:
        printed.pairs(_title(found), _rows(found))
    return 0


def duration(seconds: int) -> str:
    """Returns the two largest units of a duration, such as `3 days 4 hours`."""
    units = (("day", DAY_SECONDS), ("hour", HOUR_SECONDS), ("minute", MINUTE_SECONDS))
    left, words = seconds, []
    for name, size in units:
        number, left = divmod(left, size)
        if number:
            words.append(printed.counted(number, name))
    return " ".join(words[:2]) or "less than a minute"


def _title(found: dict[str, Any]) -> str:
    name = f"The office “{found['office']}”"
    if not found["running"]:
        return f"{name} is not running."
    slept = found["asleep_seconds"]
    asleep = f", {duration(slept)} of which the computer slept" if slept >= MINUTE_SECONDS else ""
    return f"{name} has been running for {duration(found['uptime_seconds'])}{asleep}."


def _rows(found: dict[str, Any]) -> list[tuple[str, str]]:
    storage, days = found["storage"], [day["messages"] for day in found["days"]]
    used = storage["file_bytes"] + storage["message_bytes"] + storage["search_bytes"]
    devices = sum(one["devices"] for one in found["connected"])
    return [
        ("Version", found["version"]),
        ("People", f"{len(found['connected'])} of {found['people']} connected, {printed.counted(devices, 'device')}"),
        ("Messages", f"{days[-1]:,} today, {sum(days):,} in the last {len(days)} days"),
        ("Disk", f"{printed.size(used)} used by the office, {printed.size(storage['disk']['free'])} free"),
        *[("Address", url) for url in found["addresses"] if found["running"]],
        ("Backups", daily_backup.words(found["backup"])),
        ("Folder", found["data"]),
        ("Log", found["log"]),
    ]


def _without_ok(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ok"}
