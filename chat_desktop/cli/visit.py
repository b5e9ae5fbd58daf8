"""Implements `chat-desktop visit URL`, which opens an office of someone else in a window."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.settings import prepare


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("visit", help="open an office of someone else in a window")
    parser.add_argument("url", metavar="URL", help="its address: http://192.168.1.20:8765")
    parser.add_argument("--office-id", metavar="ID", help="its id, to find it again at another address")
    config.add_flags(parser)
    parser.set_defaults(run=run, has_window=True)


def run(arguments: argparse.Namespace) -> int:
    """Runs until the window is closed and returns the exit status. Raises StartError when that is impossible."""
    settings = prepare(arguments)
    from chat_desktop.desktop.visitor import visit

    return visit.run(settings.data, arguments.url, arguments.office_id)
