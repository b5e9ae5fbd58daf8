"""Runs the act that was asked for, of a command that has several, such as `people remove`."""

import argparse
from collections.abc import Callable
from typing import Any

from chat_desktop import config
from chat_desktop.cli import office_client
from chat_desktop.cli.office import printed
from chat_desktop.cli.office_client import OfficeClient

# What is printed as JSON, and the lines that are printed for people.
Result = tuple[Any, list[str]]
Act = Callable[[OfficeClient, argparse.Namespace], Result]


def add(acts: Any, name: str, help_text: str, act: Act) -> argparse.ArgumentParser:
    """Adds the act NAME to ACTS, the result of `add_subparsers` of a command, and returns its parser.

    It takes the flags of the command too, because people write them at the end of what they type."""
    parser: argparse.ArgumentParser = acts.add_parser(name, help=help_text)
    config.add_flags(parser)
    # Without a default, so that the flag may stand before the act.
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print it as JSON")
    parser.set_defaults(act=act)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Does what is asked, which is in the attribute `act`, and returns the exit status. Raises StartError."""
    with office_client.connect(config.load(arguments)) as office:
        answer, lines = arguments.act(office, arguments)
    if arguments.json:
        printed.as_json(answer)
    else:
        printed.lines(lines)
    return 0
