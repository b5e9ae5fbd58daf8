"""Implements `chat-desktop backup --daily` and `--no-daily`, which the settings of the page do too."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client, passphrases
from chat_desktop.cli.office import printed
from chat_desktop.cli.office_client import OfficeClient
from chat_desktop.errors import StartError

NO_FOLDER = "Say where the backups go each day: --to FOLDER."


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Adds the two flags to the parser of `chat-desktop backup`."""
    daily = parser.add_mutually_exclusive_group()
    daily.add_argument("--daily", action="store_true", help="back up to FOLDER each day that the office runs")
    daily.add_argument("--no-daily", action="store_true", help="end the daily backups; those that were made stay")


def is_asked(arguments: argparse.Namespace) -> bool:
    """Returns whether the command is about daily backups instead of one made now."""
    return bool(arguments.daily or arguments.no_daily)


def run(arguments: argparse.Namespace) -> int:
    """Sets or ends daily backups, and returns the exit status. Raises StartError."""
    if arguments.daily and arguments.to is None:
        raise StartError(NO_FOLDER)
    passphrase = _passphrase(arguments) if arguments.daily else ""
    with office_client.connect(config.load(arguments)) as office:
        if arguments.daily:
            office.ask("PUT", "/api/backup", {"folder": str(arguments.to.absolute()), "passphrase": passphrase})
            if office.is_running:  # the host of a command ends before a backup would
                office.ask("POST", "/api/backup/run", {})
        else:
            office.ask("DELETE", "/api/backup")
        found = state(office)
    if arguments.json:
        printed.as_json({"backup": found})
    else:
        printed.lines([f"{words(found)}."])
    return 0


def state(office: OfficeClient) -> dict[str, Any]:
    """Returns how daily backups go. Raises StartError."""
    told = ("folder", "last", "problem", "running", "trouble")
    return {name: value for name, value in office.get("/api/backup").items() if name in told}


def words(found: dict[str, Any]) -> str:
    """Returns it in words."""
    where = f"daily, to {found['folder']}" if "folder" in found else "none daily"
    last = f"; the last one at {found['last']['at']}" if "last" in found else ""
    problem = f"; {str(found['problem']['text']).rstrip('.')}" if "problem" in found else ""
    old = "; that is more than three days ago" if found.get("trouble") == "old" and last else ""
    return where + last + old + problem


def _passphrase(arguments: argparse.Namespace) -> str:
    given = passphrases.given(arguments)
    return passphrases.ask(twice=True) if given is None else given
