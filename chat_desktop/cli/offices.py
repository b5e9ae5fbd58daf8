"""`chat-desktop offices`: lists the offices on this network."""

import argparse
from typing import Any

DEFAULT_SECONDS, MOST_SECONDS = 3.0, 3_600.0


def add_to(commands: Any) -> None:
    """COMMANDS is what argparse's `add_subparsers` has returned."""
    parser = commands.add_parser("offices", help="list the offices on this network")
    parser.add_argument(
        "--seconds", type=_seconds, default=DEFAULT_SECONDS, help="how long to look (default: %(default)s)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from chat_desktop.network.mdns import list_command

    return list_command.run(arguments.seconds)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= MOST_SECONDS:  # not a number is neither
        raise argparse.ArgumentTypeError(f"from 0 to {MOST_SECONDS:.0f}")
    return seconds
