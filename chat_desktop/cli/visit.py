"""`chat-desktop visit URL`: opens another's office in a window, with no host behind it."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.settings import prepare


def add_to(commands: Any) -> None:
    """COMMANDS is what argparse's `add_subparsers` has returned."""
    parser = commands.add_parser("visit", help="open an office of someone else in a window")
    parser.add_argument("url", metavar="URL", help="its address: http://192.168.1.20:8765")
    parser.add_argument("--office-id", metavar="ID", help="its id, to find it again at another address")
    config.add_flags(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Raises StartError."""
    settings = prepare(arguments)
    from chat_desktop.desktop.visitor import visit

    return visit.run(settings.data, arguments.url, arguments.office_id)
