"""Starts another process of this program, which outlives the current one."""

import sys
from pathlib import Path

from chat_desktop import child_processes, paths
from chat_desktop.child_processes import Process

# Without this, a frozen one-file program would use the unpacked folder of this process, which is deleted at its end.
_INDEPENDENT = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def start(*arguments: str) -> Process:
    """Starts the program with ARGUMENTS, for example `start("visit", URL)`.

    Raises OSError when it cannot be started."""
    return child_processes.start([*command(), *arguments], _folder(), **_INDEPENDENT)


def run(*arguments: str, limit_seconds: float, **more: str) -> child_processes.Finished | None:
    """Runs the program to its end. MORE is added to its environment.

    Returns None when it cannot be started or does not end in LIMIT_SECONDS."""
    return child_processes.run([*command(), *arguments], limit_seconds, _folder(), **_INDEPENDENT, **more)


def command() -> list[str]:
    """Returns the command that starts this program, from a checkout, a wheel or a frozen program."""
    return [sys.executable] if paths.frozen() else [sys.executable, "-m", "chat_desktop"]


def _folder() -> Path | None:
    """Returns the working folder in which Python finds the package, or None for a frozen program."""
    return None if paths.frozen() else paths.PACKAGE.parent
