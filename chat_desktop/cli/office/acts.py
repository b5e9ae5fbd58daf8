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


def run(arguments: argparse.Namespace) -> int:
    """Does what is asked, which is in the attribute `act`, and returns the exit status. Raises StartError."""
    with office_client.connect(config.load(arguments)) as office:
        answer, lines = arguments.act(office, arguments)
    if arguments.json:
        printed.as_json(answer)
    else:
        printed.lines(lines)
    return 0
