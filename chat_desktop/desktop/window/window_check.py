"""Checks in a child process whether a window can be shown, because Qt and Chromium abort a process on failure.

A failure becomes a sentence for the person. The check takes as long as opening a window, so it is skipped if nothing
has changed since a window was last shown, and it runs in parallel to the start of the host.
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
from chat_desktop.desktop.window.display import WindowError
from chat_desktop.start_error import Cause

log = logging.getLogger(__name__)

COMMAND = "try-window"
FILE = "window-shown"
# A busy machine needs more than 20 s to load the engine. A window would not open any sooner.
_LIMIT_SECONDS = 60.0
_MAX_CHARACTERS = 200
# The environment variables that decide which libraries and drivers Qt and Chromium load.
_VARIABLES = re.compile(
    r"(DISPLAY|WAYLAND_DISPLAY|XDG_SESSION_TYPE|LD_.*|QT.*|LIBGL_.*|MESA_.*|GALLIUM_.*|__.*|DRI_.*)"
)
# The cache of the dynamic loader, which changes when a library is installed, and the files of graphics drivers.
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
    """A check that starts when it is created. `why_no_window` waits for its end. `data` is the data folder."""

    def __init__(self, data: Path) -> None:
        self._file = data / FILE
        self._now = fingerprint()
        self._ended: Finished | None = None
        self._thread = background.thread("window check", self._run)
        if self._is_needed():
            self._thread.start()

    def why_no_window(self) -> WindowError | None:
        """Waits for the check. Returns why it failed, or None.

        The next start repeats the check unless `shown` is called, because the window itself may abort too.
        """
        if self._thread.ident is not None:
            self._thread.join()
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        ended = self._ended
        if ended is None or ended.status == 0:
            return None
        output = ended.errors.decode(errors="replace")
        log.warning("The window check ended with %d: %s", ended.status, output)
        reason = failure_message(output)
        if not reason:
            return WindowError("window_engine_stopped")
        return WindowError("window_not_shown", {"why": Cause("engine_ended", reason)})

    def shown(self) -> None:
        """Notes that the window is visible, so that the next start skips the check if nothing has changed."""
        with suppress(OSError):
            atomic_write.write_atomically(self._file, self._now)

    def _is_needed(self) -> bool:
        # Only Qt on Linux aborts. A person who has chosen a platform of Qt needs no check.
        if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
            return False
        try:
            return self._file.read_text("utf-8") != self._now
        except (OSError, ValueError):
            return True

    def _run(self) -> None:
        self._ended = own_program.run(COMMAND, limit_seconds=_LIMIT_SECONDS)


def fingerprint() -> str:
    """Returns a digest of the program, its environment and the graphics drivers, on which the result depends."""
    digest = hashlib.sha256()
    for part in _fingerprint_parts():
        digest.update(part.encode(errors="surrogateescape") + b"\0")
    return digest.hexdigest()


def failure_message(output: str) -> str:
    """Returns the reason for the abort in OUTPUT: a FATAL line of Chromium, or the last line of Qt."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith(("#", "\t"))]
    fatal = [line.partition("] ")[2] for line in lines if ":FATAL:" in line]
    words = (fatal or lines[-1:] or [""])[0]
    return words[:_MAX_CHARACTERS].rstrip(".")


def run_in_child() -> int:
    """Loads a page in an invisible window, in the child process. Returns the exit status 0."""
    from chat_desktop.desktop.window import qt_check

    qt_check.load_a_page()
    return 0


def _fingerprint_parts() -> Iterator[str]:
    qt = importlib.util.find_spec("PySide6") if sys.platform.startswith("linux") else None
    yield __version__
    yield str(os.uname()) if hasattr(os, "uname") else ""
    yield from (
        f"{name}={value}" for name, value in sorted(child_processes.environment().items()) if _is_relevant(name)
    )
    for path in (sys.executable, qt.origin if qt else None, *_DRIVERS):
        with suppress(OSError):
            status = Path(path or "").stat()
            yield f"{path} {status.st_ino} {status.st_size} {status.st_mtime_ns}"


def _is_relevant(name: str) -> bool:
    return bool(_VARIABLES.fullmatch(name))
