"""Starts this very program again, as a process of its own that outlives this one."""

import sys
from pathlib import Path

from chat_desktop import child_processes, paths
from chat_desktop.child_processes import Process

# A frozen program of one file would otherwise take over the unpacked folder of this one, which goes with it.
_INDEPENDENT = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def start(*arguments: str) -> Process:
    """`start("visit", URL)`: from a checkout, a wheel and a frozen folder alike. Raises OSError."""
    return child_processes.start([*command(), *arguments], _folder(), **_INDEPENDENT)


def run(*arguments: str, limit_seconds: float, **more: str) -> child_processes.Finished | None:
    """Runs it to its end, which must come within the limit. `more` is added to its environment."""
    return child_processes.run([*command(), *arguments], limit_seconds, _folder(), **_INDEPENDENT, **more)


def command() -> list[str]:
    return [sys.executable] if paths.frozen() else [sys.executable, "-m", "chat_desktop"]


def _folder() -> Path | None:
    """Where Python finds the package: the program may have been started from anywhere."""
    return None if paths.frozen() else paths.PACKAGE.parent
