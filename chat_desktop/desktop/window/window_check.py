"""Tries the window in a child process, where it may abort: Qt and Chromium end the process that they cannot serve.

What the child cannot do becomes a sentence. The trial costs as much as a window does, so it is left out while nothing
has changed since a window was last shown here; and it runs beside the start of the host.
"""

import hashlib
import importlib.util
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chat_desktop import __version__, atomic_write, background, child_processes
from chat_desktop.child_processes import Finished
from chat_desktop.desktop import own_program

log = logging.getLogger(__name__)

COMMAND = "try-window"
FILE = "window-shown"
_LIMIT_SECONDS = 20.0
_MOST_CHARACTERS = 200
# By which variables Qt, Chromium and the drivers decide what to load.
_VARIABLES = re.compile(
    r"(DISPLAY|WAYLAND_DISPLAY|XDG_SESSION_TYPE|LD_.*|QT.*|LIBGL_.*|MESA_.*|GALLIUM_.*|__.*|DRI_.*)"
)
# The loader's cache is written anew with every library that is installed; the rest are the drivers' own.
_DRIVERS = (
    "/etc/ld.so.cache",
    "/run/opengl-driver",
    "/usr/share/glvnd/egl_vendor.d",
    "/usr/lib/dri",
    "/usr/lib64/dri",
    "/usr/lib/x86_64-linux-gnu/dri",
    "/usr/lib/aarch64-linux-gnu/dri",
    "/proc/driver/nvidia",
    "/dev/dri",
)


class WindowCheck:
    """Begins when it is made; `why_no_window` waits for its end."""

    def __init__(self, data: Path) -> None:
        self._file = data / FILE
        self._now = fingerprint()
        self._ended: Finished | None = None
        self._thread = background.thread("window check", self._run)
        if self._is_needed():
            self._thread.start()

    def why_no_window(self) -> str | None:
        """One sentence, or None when a window can be shown as far as is known.

        Afterwards the next start tries again, unless `shown` is called in between: the window itself may abort too.
        """
        if self._thread.ident is not None:
            self._thread.join()
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        ended = self._ended
        if ended is None or ended.status == 0:
            return None
        said = ended.errors.decode(errors="replace")
        log.warning("The trial of the window ended with %d: %s", ended.status, said)
        return f"The window cannot be shown on this system: {failure_message(said) or 'its engine stopped right away'}."

    def shown(self) -> None:
        """The window is shown: until something changes, the next one needs no check."""
        with suppress(OSError):
            atomic_write.write_atomically(self._file, self._now)

    def _is_needed(self) -> bool:
        # Whoever chose Qt's platform knows; off Linux nothing aborts.
        if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
            return False
        try:
            return self._file.read_text("utf-8") != self._now
        except (OSError, ValueError):
            return True

    def _run(self) -> None:
        self._ended = own_program.run(COMMAND, limit_seconds=_LIMIT_SECONDS)


def fingerprint() -> str:
    """Of the program, its surroundings and the system's drivers; another value where a trial may end otherwise."""
    told = hashlib.sha256()
    for part in _parts():
        told.update(part.encode(errors="surrogateescape") + b"\0")
    return told.hexdigest()


def failure_message(said: str) -> str:
    """What the child said of its end: Chromium marks it, Qt says it last."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith(("#", "\t"))]
    fatal = [line.partition("] ")[2] for line in lines if ":FATAL:" in line]
    words = (fatal or lines[-1:] or [""])[0]
    return words[:_MOST_CHARACTERS].rstrip(".")


def run_in_child() -> int:
    """In the child: a page in a window that is painted and not shown. Exit status 0 when it is there."""
    from chat_desktop.desktop.window import qt_check

    qt_check.load_a_page()
    return 0


def _parts() -> Iterator[str]:
    qt = importlib.util.find_spec("PySide6") if sys.platform.startswith("linux") else None
    yield __version__
    yield str(os.uname()) if hasattr(os, "uname") else ""
    yield from (f"{name}={value}" for name, value in sorted(child_processes.environment().items()) if _matters(name))
    for path in (sys.executable, qt.origin if qt else None, *_DRIVERS):
        with suppress(OSError):
            told = Path(path or "").stat()
            yield f"{path} {told.st_ino} {told.st_size} {told.st_mtime_ns}"


def _matters(name: str) -> bool:
    return bool(_VARIABLES.fullmatch(name))
