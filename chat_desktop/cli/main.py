"""Runs one command of the command line."""

import logging
from collections.abc import Sequence

from chat_desktop import (
    background,
    child_processes,  # noqa: F401 - early: it keeps the environment that we were started with
    terminal,
)
from chat_desktop.cli import parser
from chat_desktop.errors import StartError


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status of the command. 2: it could not start, and said why."""
    terminal.set_up()
    status = _run(arguments)
    background.exit_process(status)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    parsed = parser.make().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except StartError as problem:
        _report(str(problem))
        return 2


def _report(sentence: str) -> None:
    """A windowed program may have no standard error (Windows); the log has the sentence too."""
    terminal.print_error(sentence)
    logging.getLogger(__name__).info("Did not start: %s", sentence)
