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
    background.leave(status)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    asked = parser.make().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except StartError as problem:
        _complain(str(problem))
        return 2


def _complain(sentence: str) -> None:
    """A windowed program may have no standard error (Windows); the log has the sentence too."""
    terminal.complain(sentence)
    logging.getLogger(__name__).info("Did not start: %s", sentence)
