"""Implements `chat-desktop run`, the default: opens the own office in a window, or the office that was visited last."""

import argparse
from typing import Any

from chat_desktop import config, log
from chat_desktop.cli.settings import prepare


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("run", help="open the office in a window (this is the default)")
    parser.add_argument("--own", action="store_true", help="open your own office, even if you visited another one last")
    hidden = "serve the office without showing its window, as at sign-in; the next start shows it"
    parser.add_argument("--hidden", action="store_true", help=hidden)
    config.add_flags(parser)
    parser.set_defaults(run=run, has_window=True)


def run(arguments: argparse.Namespace) -> int:
    """Runs until the window is closed and returns the exit status. Raises StartError when that is impossible."""
    settings = prepare(arguments)
    from chat_desktop.desktop.visitor import visits

    hidden = getattr(arguments, "hidden", False)
    if not arguments.own and not hidden and (visited := visits.last_visited_without_own(settings.data)):
        from chat_desktop.desktop.visitor import visit

        return visit.run(settings.data, visited.url, visited.office_id)
    from chat_desktop.desktop import start
    from chat_desktop.operations.updates import start_words

    # Not `--hidden`: who has clicked on the update in the window sees it again.
    start_words.remember(["run", *(["--own"] if arguments.own else []), *config.words(arguments)])
    log.set_up(settings.data, libraries_too=True)
    return start.run(settings, hidden)
