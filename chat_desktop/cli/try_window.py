"""Implements `chat-desktop try-window`, which checks in a child process whether a window can be shown.

Only desktop/window/window_check.py starts it.
"""

import argparse
from typing import Any


def add_to(commands: Any) -> None:
    """Adds the command to COMMANDS without a help text, because it is not for people."""
    commands.add_parser("try-window").set_defaults(run=run, has_window=False)


def run(arguments: argparse.Namespace) -> int:
    """Runs the check and returns the exit status."""
    from chat_desktop.desktop.window import window_check

    return window_check.run_in_child()
