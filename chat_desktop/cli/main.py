"""Runs one command of the command line."""

import logging
import sys
from collections.abc import Sequence

from chat_desktop import (
    background,
    child_processes,  # noqa: F401 - imported early, because it saves the environment of the start
    terminal,
)
from chat_desktop.cli import parser
from chat_desktop.errors import StartError

INTERRUPTED = 130  # as of a shell
SERVING = (None, "run", "serve", "visit")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status, 2 when it could not start and has printed the reason."""
    terminal.set_up()
    status = _run(arguments)
    background.exit_process(status)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    parsed = parser.make(words).parse_args(words)
    try:
        return int(parsed.run(parsed))
    except StartError as problem:
        _report(problem, parsed.has_window)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as problem:
        if parsed.command in SERVING:
            raise  # a crash of the office, of which a report is kept
        from chat_desktop.languages.system_words import file_words

        logging.getLogger(__name__).info("The command has failed", exc_info=True)
        terminal.print_error(f"The command has failed: {file_words(problem)}.")
        return 1


def _report(problem: StartError, has_window: bool) -> None:
    """Prints and logs the reason, and shows it in a dialog if the person who started a window sees no terminal."""
    terminal.print_error(str(problem))
    logging.getLogger(__name__).info("Did not start: %s", problem)
    if has_window and not terminal.is_seen():
        from chat_desktop.desktop import message_box, texts

        if not message_box.show(problem.in_language(texts.language())):
            logging.getLogger(__name__).info("There is no dialog on this system.")
