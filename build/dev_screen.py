"""Checks whether a window can open: a screen, a platform that Qt supports, and the libraries."""

import os
import platform
import sys

import dev_system
from dev_environment import Environment, SetupError
from dev_progress import say

LAYERS = ["build", "serve", "desktop"]
GLIBC = (2, 34)  # what Qt's wheels for Linux ask for: Debian 12, Ubuntu 22.04
MACHINES = {"x86_64", "aarch64"}


def window_ready(environment: Environment) -> bool:
    """Sets up the window where there is a screen. Where it cannot be, says why: the office serves all the same."""
    if not has_screen():
        return False
    if not qt_runs_here():
        say(f"Qt has no build for this system (it needs glibc {GLIBC[0]}.{GLIBC[1]}).")
        return False
    return not environment.missing(LAYERS) or install(environment)


def install(environment: Environment) -> bool:
    if not dev_system.provide(dev_system.WINDOW, "The window"):
        return False
    try:
        environment.ensure(LAYERS)
    except SetupError as error:
        say(f"{error}")
        return False
    return True


def has_screen() -> bool:
    """A guess for the set-up only: the program itself looks properly before it opens anything."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def qt_runs_here() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    library, version = platform.libc_ver()
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    return library == "glibc" and numbers >= GLIBC and platform.machine() in MACHINES


def window_layers() -> list[str]:
    """The layer of the window for the verbs that take it where they can."""
    return ["desktop"] if qt_runs_here() else []
