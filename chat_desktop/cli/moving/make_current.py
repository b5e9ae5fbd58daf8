"""Implements `chat-desktop make-current`, which makes this copy of an office the one that serves."""

import argparse
import json
import sys
from typing import Any

from chat_desktop import config, terminal
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("make-current", help="let this copy of the office serve, in place of every other")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    config.add_flags(parser)
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Raises the term and returns the exit status. Raises StartError when the folder is in use or holds no office."""
    settings = prepare(arguments)
    from chat_desktop.operations import terms
    from chat_desktop.storage import newer_copy

    newer = newer_copy.read(settings.data)
    if newer is not None and not arguments.yes:
        _ask(newer.place)
    before = terms.make_current(settings.data)
    if arguments.json:
        terminal.print_line(json.dumps({"ok": True, "before": before and before.place}))
    else:
        terminal.print_line("This copy of the office serves from its next start on.")
        terminal.print_line("Every other copy stops as soon as it learns of this one.")
    return 0


def _ask(place: str) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise StartError(f"The office is at {place} now. Say --yes to use the copy in this folder instead.")
    terminal.print_line(f"The office is at {place} now. What was written there is not in this copy.")
    if input("Type yes to use this copy instead: ").strip().lower() != "yes":
        raise StartError("Nothing was changed.")
