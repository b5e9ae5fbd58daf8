"""Starts every other program, each with the environment that this program itself was started with.

Our own environment changes while we run: the loader of the frozen program points LD_LIBRARY_PATH at our folder, its
hooks and the window's toolkit add QT_* and flags for Chromium. A browser that inherits them loads our older libraries
and may not start; another window of ours that inherits them would give every page the microphone unasked. Therefore
nothing else in this package starts a program, and this module is imported before any of that happens.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chat_desktop import background, paths

Process = subprocess.Popen[bytes]

_AT_START = dict(os.environ)
# A program that opens something either fails within this time, or has passed it on, or goes on as the browser itself.
_OPENING_SECONDS = 5.0
# PyInstaller's loader keeps in NAME_ORIG what NAME was before.
_CHANGED_BY_LOADER = ("LD_LIBRARY_PATH",)
_LOADER_VARIABLES = ("_PYI_", "_MEIPASS", "PYINSTALLER_")
_OPENERS = (
    ("xdg-open",),
    ("gio", "open"),
    ("kde-open",),
    ("x-www-browser",),
    ("sensible-browser",),
    ("firefox",),
    ("chromium",),
)

if sys.platform == "win32":
    _NO_CONSOLE = subprocess.CREATE_NO_WINDOW
    _DETACHED = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _NO_CONSOLE = _DETACHED = 0


@dataclass(frozen=True, slots=True)
class Finished:
    status: int
    output: bytes
    errors: bytes


def environment(**more: str) -> dict[str, str]:
    """A new copy of the environment for another program, with MORE added."""
    clean = dict(_AT_START)
    if paths.frozen():
        for name in _CHANGED_BY_LOADER:
            before = clean.pop(f"{name}_ORIG", None)
            clean.pop(name, None)
            if before:
                clean[name] = before
        clean = {name: value for name, value in clean.items() if not name.startswith(_LOADER_VARIABLES)}
    return {**clean, **more}


def start(command: Sequence[str], folder: Path | None = None, **more: str) -> Process:
    """Starts a program that outlives this one and says nothing here. Raises OSError."""
    with _system_libraries():
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment(**more),
            start_new_session=sys.platform != "win32",
            creationflags=_DETACHED,
        )


def run(command: Sequence[str], limit_seconds: float, folder: Path | None = None, **more: str) -> Finished | None:
    """Runs a program to its end; None when it cannot be started or does not end in time."""
    try:
        with _system_libraries():
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limit_seconds,
                check=False,
                cwd=folder,
                env=environment(**more),
                creationflags=_NO_CONSOLE,
            )
    except (OSError, subprocess.SubprocessError):
        return None
    return Finished(done.returncode, done.stdout, done.stderr)


def open_by_system(target: str) -> bool:
    """Opens a URL or a file's absolute path with the program that the person has chosen for it. May take seconds.

    False when no program took it. The caller decides which schemes may be opened.
    """
    if sys.platform == "win32":
        with _system_libraries(), contextlib.suppress(OSError):
            os.startfile(target)  # noqa: S606 (no shell is the point)
            return True
        return False
    if sys.platform == "darwin":
        return _opens_with(["/usr/bin/open", target])
    where = environment().get("PATH")
    return any(_opens_with([*opener, target]) for opener in _OPENERS if shutil.which(opener[0], path=where))


def _opens_with(command: Sequence[str]) -> bool:
    try:
        process = start(command)
    except OSError:
        return False
    try:
        return process.wait(_OPENING_SECONDS) == 0
    except subprocess.TimeoutExpired:
        # Or it would stay in the system's list of processes as long as we do.
        background.start("opened", process.wait)
        return True


@contextlib.contextmanager
def _system_libraries() -> Iterator[None]:
    """On Windows children also inherit the folder in which the frozen program looks for its DLLs."""
    if sys.platform == "win32" and paths.frozen():
        import ctypes

        ctypes.windll.kernel32.SetDllDirectoryW(None)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetDllDirectoryW(str(getattr(sys, "_MEIPASS", "")))
    else:
        yield
