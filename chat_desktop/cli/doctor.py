"""Implements `chat-desktop doctor`, which finds out why someone cannot join."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.settings import prepare


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("doctor", help="find out why someone cannot join")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print the checks as JSON")
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Runs the checks and returns the exit status. Raises StartError when a setting is invalid.

    It writes no log, because the host may be running and owns the log file."""
    settings = prepare(arguments)
    from chat_desktop.network.doctor import report, subject

    examined = subject.for_folder(settings.data, settings.port, settings.host, settings.discovery)
    return report.run(examined, arguments.json)
