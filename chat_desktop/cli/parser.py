"""Builds the parser of the command line. Without a command, the program does the same as `run`."""

import argparse
from collections.abc import Sequence
from importlib import import_module

from chat_desktop import __version__, config
from chat_desktop.cli import run

# The module of each command, below this package. Only that of the command which is run is imported.
COMMANDS = {
    **{name: name for name in ("run", "visit", "serve", "stop", "offices")},
    **{name: f"office.{name}" for name in ("status", "power", "people", "rooms", "invite", "language")},
    "reset-password": "office.reset_password",
    "export": "office.export",
    "import": "office.import_",
    **{name: name for name in ("backup", "restore")},
    **{name: f"moving.{name}" for name in ("move", "receive", "standby")},
    "make-current": "moving.make_current",
    "doctor": "doctor",
    **{name: f"office.{name}" for name in ("storage", "retention")},
    "log": "log_file",
    "update": "update",
    **{name: name.replace("-", "_") for name in ("try-window", "message-box", "try-update")},
}


def make(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Returns the parser. The attribute `run` of its result is the function that runs the command.

    With WORDS, it knows the command at their beginning alone if there is one, so that a start imports no other.
    """
    parser = argparse.ArgumentParser(prog="chat-desktop", description="An office chat on your own network.")
    parser.add_argument("--version", action="version", version=f"Chat Desktop {__version__}")
    config.add_flags(parser)
    parser.set_defaults(run=run.run, own=False, has_window=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        import_module(f"chat_desktop.cli.{COMMANDS[name]}").add_to(commands)
    return parser
