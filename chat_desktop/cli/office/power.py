"""Implements `chat-desktop power`: whether the computer stays awake, and restarts that everyone is told of."""

import argparse
from datetime import datetime, time, timedelta
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client
from chat_desktop.cli.office import printed
from chat_desktop.errors import StartError

MODES = ("never", "mains", "always")
MINUTES = 10
STATES = {
    "held": "It stays awake as long as somebody is connected.",
    "nobody": "Nobody else is connected, so it may sleep.",
    "battery": "It runs on its battery, so it may sleep.",
    "never": "It may sleep while people are connected.",
    "refused": "This system does not let Chat Desktop keep it awake, so it may sleep.",
}


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("power", help="keep the computer awake, and tell everyone about a restart")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("--stay-awake", choices=MODES, help="keep it awake while people are connected")
    parser.add_argument("--restart-at", type=_time, metavar="HH:MM", help="tell everyone that the office restarts then")
    parser.add_argument("--back-in", type=int, metavar="MINUTES", help="tell everyone when it is back (default: 10)")
    parser.add_argument("--take-back", action="store_true", help="tell everyone that it does not restart after all")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Does what is asked, prints the state and returns the exit status. Raises StartError."""
    with office_client.connect(config.load(arguments)) as office:
        if not office.is_running:
            raise StartError("The office is not running. There is nobody to tell, and nothing to keep awake for.")
        _change(office, arguments)
        found = {name: value for name, value in office.get("/api/host/power").items() if name != "ok"}
    if arguments.json:
        printed.as_json(found)
    else:
        printed.lines(_lines(found))
    return 0


def next_time(wanted: time, now: datetime) -> datetime:
    """Returns the next moment at which it is the time of day of WANTED: today or tomorrow."""
    at = now.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    return at if at > now else at + timedelta(days=1)


def _change(office: office_client.OfficeClient, arguments: argparse.Namespace) -> None:
    if arguments.stay_awake:
        office.ask("PUT", "/api/host/power", {"stay_awake": arguments.stay_awake})
    if arguments.take_back:
        office.ask("DELETE", "/api/host/pause")
    elif arguments.restart_at or arguments.back_in is not None:
        minutes = MINUTES if arguments.back_in is None else arguments.back_in
        at = next_time(arguments.restart_at, datetime.now().astimezone()) if arguments.restart_at else None
        office.ask("PUT", "/api/host/pause", {"minutes": minutes, **({"at": at.isoformat()} if at else {})})


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(len("HH:MM")))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time of day, such as 17:30") from None


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"Stay awake while people are connected: {found['stay_awake']}. {STATES[found['state']]}"]
    if found["pause"]:
        at, until = (_local(found["pause"][name]) for name in ("at", "until"))
        lines.append(f"Everyone was told: the office restarts at {at} and is back by {until}.")
    return lines


def _local(moment: str) -> str:
    """Returns a moment in the time zone of this computer."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
