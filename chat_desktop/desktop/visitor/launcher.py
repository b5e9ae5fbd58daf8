"""Opens an office of someone else in another process with its own window."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from chat_desktop import background
from chat_desktop.child_processes import Process
from chat_desktop.desktop import own_program
from chat_desktop.desktop.visitor import visits
from chat_desktop.storage import folder_lock, probe

log = logging.getLogger(__name__)

_START_SECONDS = 30.0
_POLL_SECONDS = 0.1
# The response needs this time to reach the page.
_CLOSE_DELAY_SECONDS = 1.0


class Launcher:
    """Starts a visit with `launcher(origin, office_id)`, which returns at once and can be called from any thread.

    `close_window` closes this window if its own office is not set up, so that the visitor does not see the set-up form
    behind the visited office.
    """

    def __init__(
        self,
        data: Path,
        close_window: Callable[[], None],
        start: Callable[..., Process] = own_program.start,
    ) -> None:
        self._data, self._close_window, self._start = data, close_window, start

    def __call__(self, origin: str, office_id: str | None) -> bool:
        asked = ["visit", origin, "--data", str(self._data)] + ([f"--office-id={office_id}"] if office_id else [])
        try:
            process = self._start(*asked)
        except OSError as problem:
            log.warning("The window of another office could not be opened: %s.", problem.strerror)
            return False
        folder = visits.folder_for(self._data, origin, office_id)
        background.start("visit", self._watch_start, process, folder)
        return True

    def _watch_start(self, process: Process, folder: Path) -> None:
        if self._is_up(process, folder) and not probe.has_owner(self._data):
            time.sleep(_CLOSE_DELAY_SECONDS)
            self._close_window()
        process.wait()  # otherwise the ended process would remain as a zombie

    def _is_up(self, process: Process, folder: Path) -> bool:
        """Waits until the office has a window, of this process or of an earlier one, and returns whether it has."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                return process.returncode == 0
            host_info = folder_lock.info(folder)
            if host_info is not None and host_info.port is not None and host_info.pid == process.pid:
                return True
            time.sleep(_POLL_SECONDS)
        return False
