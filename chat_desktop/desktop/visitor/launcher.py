"""Opens another's office from here: in a process of its own, with a window of its own."""

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
# For the answer to reach the page that has asked.
_CLOSE_DELAY_SECONDS = 1.0


class Launcher:
    """`launcher(origin, office_id)` from any thread, returns at once.

    `close_window` closes the window of an office that nobody has set up: whoever visits another instead is not to be
    left with a form behind it.
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
        process.wait()  # or it would stay in the system's list as long as we do

    def _is_up(self, process: Process, folder: Path) -> bool:
        """Whether the office has a window now: this process's, or that of a first one which it has raised."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                return process.returncode == 0
            card = folder_lock.info(folder)
            if card is not None and card.port is not None and card.pid == process.pid:
                return True
            time.sleep(_POLL_SECONDS)
        return False
