"""Starts this very program again, as a process of its own that outlives this one."""

import os
import subprocess
import sys
from pathlib import Path

from chat_desktop import paths


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """`start("visit", URL)`: from a checkout, a wheel and a frozen folder alike. Raises OSError."""
    # A frozen program of one file would otherwise take over the unpacked folder of this one, which goes with it.
    surroundings = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    apart: dict[str, object] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [*command(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=_folder(),
        env=surroundings,
        **apart,
    )


def command() -> list[str]:
    return [sys.executable] if paths.frozen() else [sys.executable, "-m", "chat_desktop"]


def _folder() -> Path | None:
    """Where Python finds the package: the program may have been started from anywhere."""
    return None if paths.frozen() else paths.PACKAGE.parent
