"""`chat-desktop try-window`: tries whether a window can be shown. Started by desktop/window/window_check.py alone."""

import argparse
from typing import Any


def add_to(commands: Any) -> None:
    """COMMANDS is what argparse's `add_subparsers` has returned. Without help: nobody types it."""
    commands.add_parser("try-window").set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from chat_desktop.desktop.window import window_check

    return window_check.run_in_child()
