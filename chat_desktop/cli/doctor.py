"""`chat-desktop doctor`: finds out why somebody cannot join."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.settings import prepare


def add_to(commands: Any) -> None:
    """COMMANDS is what argparse's `add_subparsers` has returned."""
    parser = commands.add_parser("doctor", help="find out why someone cannot join")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print the checks as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Raises StartError. Writes no log: that belongs to the host, which may be running."""
    settings = prepare(arguments)
    from chat_desktop.network.doctor import report, subject

    examined = subject.for_folder(settings.data, settings.port, settings.host, settings.discovery)
    return report.run(examined, arguments.json)
