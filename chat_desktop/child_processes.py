"""Starts other programs with the environment with which this program was started.

The program's own environment changes: the loader of the frozen program sets LD_LIBRARY_PATH to the program's folder,
and the window's toolkit sets QT_* and flags for Chromium. A browser with this environment would load the program's
older libraries and may not start, and another window would give every page access to the microphone. Therefore only
this module starts programs, and it is imported before the environment changes.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from chat_desktop import background, paths

Process = subprocess.Popen[bytes]
TimeoutExpired = subprocess.TimeoutExpired

_AT_START = dict(os.environ)
# Within this time, a program that opens a URL fails or passes it on. A program that still runs is the browser itself.
_OPENING_SECONDS = 5.0
_STANDARD_INPUT, _STANDARD_OUTPUT = -10, -11  # of Windows
# The loader of PyInstaller saves the original value of NAME in NAME_ORIG.
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
    """The exit status, standard output and standard error of a program that has ended."""

    status: int
    output: bytes
    errors: bytes


def environment(**more: str) -> dict[str, str]:
    """Returns the environment for another program, with the variables MORE added."""
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
    """Starts a program that outlives this one, without input and output.

    Raises OSError when the program cannot be started."""
    return _start(command, folder, more, subprocess.DEVNULL, _DETACHED)


def start_worker(command: Sequence[str], folder: Path | None = None, **more: str) -> Process:
    """Starts a program that answers by its standard output what comes by its standard input. It has no other streams.

    Raises OSError when the program cannot be started."""
    return _start(command, folder, more, subprocess.PIPE, _NO_CONSOLE)


def _start(command: Sequence[str], folder: Path | None, more: dict[str, str], streams: int, flags: int) -> Process:
    with _system_libraries():
        return subprocess.Popen(
            command,
            stdin=streams,
            stdout=streams,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment(**more),
            **_apart(streams),
            creationflags=flags,
        )


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Returns what comes to this process, if `start_worker` has started it, and where it answers.

    What libraries print goes nowhere, because it would be read as an answer."""
    if sys.platform == "win32":
        requests, answers = _handle(_STANDARD_INPUT, os.O_RDONLY), _handle(_STANDARD_OUTPUT, os.O_WRONLY)
    else:
        requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nowhere, stream)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def own_command(*arguments: str) -> list[str]:
    """Returns the command that starts this program, from a checkout, a wheel or a frozen program."""
    return [sys.executable, *([] if paths.frozen() else ["-m", "chat_desktop"]), *arguments]


def windows_command_line(command: Sequence[str]) -> str:
    """Returns a command as the one string that Windows splits into the same words."""
    return subprocess.list2cmdline(command)


def own_folder() -> Path | None:
    """Returns the working folder in which Python finds the package, or None for a frozen program."""
    return None if paths.frozen() else paths.PACKAGE.parent


def run(command: Sequence[str], limit_seconds: float, folder: Path | None = None, **more: str) -> Finished | None:
    """Runs a program to its end. Returns None when it cannot be started or does not end in LIMIT_SECONDS."""
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
    """Opens a URL or the absolute path of a file with the person's default program. This may take seconds.

    Returns False when no program could open it. The caller decides which schemes may be opened.
    """
    if sys.platform == "win32":
        with _system_libraries(), contextlib.suppress(OSError):
            os.startfile(target)  # noqa: S606 (deliberately without a shell)
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
        # Without the wait, the ended process would remain as a zombie.
        background.start("opened", process.wait)
        return True


def _apart(streams: int) -> dict[str, Any]:
    """Keeps signals of the terminal away from the program.

    A worker stays in the session of the host: Linux shares the processor among sessions first, so a low priority would
    say nothing to a host that lies in another one."""
    if sys.platform == "win32":
        return {}
    return {"process_group": 0} if streams == subprocess.PIPE else {"start_new_session": True}


if sys.platform == "win32":

    def _handle(number: int, flags: int) -> int:
        """Returns a descriptor for a standard handle: a program with windows has no descriptors 0 and 1."""
        import ctypes
        import msvcrt

        kernel = ctypes.windll.kernel32
        kernel.GetStdHandle.restype = ctypes.c_void_p
        return os.dup(msvcrt.open_osfhandle(kernel.GetStdHandle(number), flags | os.O_BINARY))


@contextlib.contextmanager
def _system_libraries() -> Iterator[None]:
    """Resets the DLL folder of the frozen program on Windows, which child processes would inherit."""
    if sys.platform == "win32" and paths.frozen():
        import ctypes

        ctypes.windll.kernel32.SetDllDirectoryW(None)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetDllDirectoryW(str(getattr(sys, "_MEIPASS", "")))
    else:
        yield
