"""Implements `chat-desktop offices`, which lists the offices on this network."""

import argparse
from typing import Any

DEFAULT_SECONDS, MAX_SECONDS = 3.0, 3_600.0


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("offices", help="list the offices on this network")
    parser.add_argument(
        "--seconds", type=_seconds, default=DEFAULT_SECONDS, help="how long to look (default: %(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Prints the offices and returns the exit status."""
    from chat_desktop.network.mdns import list_command

    return list_command.run(arguments.seconds, arguments.json)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= MAX_SECONDS:  # this is also true for NaN
        raise argparse.ArgumentTypeError(f"from 0 to {MAX_SECONDS:.0f}")
    return seconds
