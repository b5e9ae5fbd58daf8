"""Implements `chat-desktop log`, which tells where the log of the host is, and prints its last lines."""

import argparse
from typing import Any

from chat_desktop import config, log
from chat_desktop.cli.office import printed
from chat_desktop.cli.settings import prepare
from chat_desktop.errors import StartError


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("log", help="tell where the log is, and print its last lines")
    config.add_flags(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("--lines", type=int, default=0, metavar="N", help="print the last N lines too")
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Prints the path, and returns the exit status. The host need not run. Raises StartError without a log."""
    data = prepare(arguments).data
    file = log.file_of(data)
    if not file.is_file():
        raise StartError(f"There is no log in {data} yet.")
    lines = log.tail(file)[-arguments.lines :] if arguments.lines > 0 else []
    reports = sorted(str(report) for report in file.parent.glob("report-*.txt"))
    if arguments.json:
        printed.as_json({"log": str(file), "reports": reports, "lines": lines})
    else:
        printed.lines([str(file), *reports, *lines])
    return 0
