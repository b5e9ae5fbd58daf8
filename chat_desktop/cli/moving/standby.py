"""Implements `chat-desktop standby`: a second computer that keeps a copy of the office, and can take over."""

import argparse
from typing import Any

from chat_desktop import config
from chat_desktop.cli.moving import receive, standby_copy, standby_office


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS, the result of `add_subparsers` of argparse."""
    parser = commands.add_parser("standby", help="keep a copy of an office on a second computer, which can take over")
    _flags(parser)
    parser.set_defaults(run=standby_copy.status, has_window=False)
    acts = parser.add_subparsers(metavar="ACT")
    _act(acts, "status", "say how old the copies are (this is the default)", standby_copy.status)
    enrol = _act(acts, "enrol", "make this computer a stand-by: show a code, and then keep a copy", standby_copy.enrol)
    enrol.add_argument("--listen-port", type=int, default=receive.PORT, help="where it waits (default: %(default)s)")
    enrol.add_argument("--name", help="what the host calls this computer (default: its own name)")
    enrol.add_argument("--exit", action="store_true", help="end when it is enrolled, and keep no copy yet")
    run = _act(acts, "run", "keep the copies on this computer current", standby_copy.run)
    run.add_argument("--once", action="store_true", help="end after one round")
    take = _act(acts, "take-over", "serve the office from the copy on this computer", standby_copy.take_over)
    take.add_argument("--yes", action="store_true", help="do not ask")
    take.add_argument("--exit", action="store_true", help="end when the office is here, and do not serve it")
    remove = _act(acts, "remove", "delete the copy on this computer", standby_copy.remove)
    for each in (take, remove):
        each.add_argument("--copy-of", metavar="OFFICE", help="the name or the id, if there are copies of several")
    add = _act(acts, "add", "on the host: make a computer that shows a code a stand-by", standby_office.add)
    add.add_argument("--to", metavar="ADDRESS", required=True, help="the computer that shows the code")
    add.add_argument("--code", help="the code that it shows")
    add.add_argument("--person", help="the admin whose computer it is (default: the owner)")
    drop = _act(acts, "drop", "on the host: give a stand-by no copies any more", standby_office.drop)
    drop.add_argument("standby", help="the name or the id")


def _act(acts: Any, name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = acts.add_parser(name, help=help_text)
    _flags(parser)
    parser.set_defaults(run=run)
    return parser


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")
    config.add_flags(parser)
