"""Checks whether a window can open: a screen, a platform that Qt supports, and the libraries."""

import os
import platform
import sys

from development import dev_system
from development.dev_environment import Environment, SetupError
from development.dev_progress import say

LAYERS = ["build", "serve", "desktop"]
GLIBC = (2, 34)  # required by Qt's wheels for Linux: Debian 12, Ubuntu 22.04
MACHINES = {"x86_64", "aarch64"}


def window_ready(environment: Environment) -> bool:
    """Installs what the window needs if there is a screen, and returns whether it can open, or prints why not."""
    if not has_screen():
        return False
    if not qt_runs_here():
        say(f"Qt has no build for this system (it needs glibc {GLIBC[0]}.{GLIBC[1]}).")
        return False
    return not environment.missing(LAYERS) or install(environment)


def install(environment: Environment) -> bool:
    """Installs the libraries and packages of the window. Returns whether that succeeded."""
    if not dev_system.provide(dev_system.WINDOW, "The window"):
        return False
    try:
        environment.ensure(LAYERS)
    except SetupError as error:
        say(f"{error}")
        return False
    return True


def has_screen() -> bool:
    """Returns whether a screen seems to exist. The program itself checks again before it opens a window."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def qt_runs_here() -> bool:
    """Returns whether Qt has wheels for this system."""
    if not sys.platform.startswith("linux"):
        return True
    library, version = platform.libc_ver()
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    return library == "glibc" and numbers >= GLIBC and platform.machine() in MACHINES


def window_layers() -> list[str]:
    """Returns the layer of the window where Qt runs, and else nothing."""
    return ["desktop"] if qt_runs_here() else []
