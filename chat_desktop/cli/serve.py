"""Implements `chat-desktop serve`, which serves the office without a window."""

import argparse
from typing import Any

from chat_desktop import config, log
from chat_desktop.cli.settings import prepare


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("serve", help="serve the office without a window")
    config.add_flags(parser)
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Serves until a signal and returns the exit status. Raises StartError when the host cannot start."""
    settings = prepare(arguments)
    from chat_desktop.operations.updates import start_words
    from chat_desktop.runtime import headless

    start_words.remember(["serve", *config.words(arguments)])
    log.set_up(settings.data)
    return headless.run(settings)
