"""Implements `chat-desktop message-box SENTENCE`, which shows a dialog in a child process.

Only desktop/message_box.py starts it.
"""

import argparse
from typing import Any


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS without a help text, because it is not for people."""
    parser = commands.add_parser("message-box")
    parser.add_argument("sentence")
    parser.set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Shows the dialog and returns the exit status."""
    from chat_desktop.desktop import message_box

    return message_box.run_in_child(arguments.sentence)
