"""Implements `chat-desktop try-update`, which watches a new program in its first minute.

Only cli/update.py starts it.
"""

import argparse
from pathlib import Path
from typing import Any


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS without a help text, because it is not for people."""
    parser = commands.add_parser("try-update")
    for name in ("--folder", "--data"):
        parser.add_argument(name, type=Path, required=True)
    for name in ("--before", "--after"):
        parser.add_argument(name, required=True)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Returns the exit status: 0 when the new program has served, 1 when the old one is back."""
    from chat_desktop.operations.updates import trial

    words = ["serve"] if arguments.folder.name.endswith("-headless") else ["run"]
    tried = trial.Trial(arguments.folder, arguments.data, words, arguments.before, arguments.after)
    return 0 if trial.run(tried) else 1
