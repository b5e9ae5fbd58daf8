"""Implements the power management on Windows by messages to the program's hidden window."""

import logging
import signal
import threading
from collections.abc import Callable

from chat_desktop.languages.sentences import sentence
from chat_desktop.power.system import PowerListener
from chat_desktop.win32 import message_window
from chat_desktop.win32.message_window import MessageWindow
from chat_desktop.win32.user32 import WM_ENDSESSION, WM_POWERBROADCAST, WM_QUERYENDSESSION

log = logging.getLogger(__name__)

SUSPEND, RESUME_SUSPEND, RESUME_AUTOMATIC = 0x4, 0x7, 0x12  # PBT_APM...
CONTINUOUS, SYSTEM_REQUIRED = 0x8000_0000, 0x1  # ES_...
STOP_SECONDS = 4.0  # Windows ends a program 5 s after it was told that the session ends
PAUSES = sentence("system.pauses")


def _stop_program() -> None:
    """Has the main thread stop the host in order, as on a signal."""
    import _thread

    _thread.interrupt_main(signal.SIGTERM)


class WindowsPower:
    """See PowerSystem for its methods. All calls of Windows are made on the thread of the hidden window.

    `open_window` returns that window, and `stop_program` is called when the session of the person ends."""

    def __init__(
        self,
        open_window: Callable[[], MessageWindow | None] = message_window.shared,
        stop_program: Callable[[], None] = _stop_program,
    ) -> None:
        self._open_window, self._stop_program = open_window, stop_program
        self._window: MessageWindow | None = None
        self._wanted = self._held = False
        self._stopped = threading.Event()

    def start(self, listener: PowerListener) -> None:
        self._listener = listener
        self._window = self._open_window()
        if self._window is not None:
            self._window.on(WM_POWERBROADCAST, self._power)
            self._window.on(WM_QUERYENDSESSION, self._may_end)
            self._window.on(WM_ENDSESSION, self._end)

    def stop(self) -> None:
        self._stopped.set()
        self.keep_awake(False)

    def keep_awake(self, wanted: bool) -> None:
        window = self._window
        if wanted != self._wanted and window is not None:
            self._wanted = wanted
            window.run(lambda: self._apply(window, wanted))

    def keeps_awake(self) -> bool:
        return self._held

    def is_known(self) -> bool:
        return self._window is not None

    def on_mains(self) -> bool:
        return self._window is None or self._window.system.on_mains()

    def _apply(self, window: MessageWindow, wanted: bool) -> None:
        accepted = window.system.execution_state(CONTINUOUS | (SYSTEM_REQUIRED if wanted else 0))
        self._held = wanted and accepted

    def _power(self, event: int, _: int) -> int:
        if event == SUSPEND:
            self._listener.going("sleep")
        elif event in (RESUME_SUSPEND, RESUME_AUTOMATIC):
            self._listener.back()
        return 1

    def _may_end(self, *_: int) -> int:
        """Windows asks whether the session may end. It may, once everyone has been told."""
        if (window := self._window) is not None:
            window.system.block_shutdown(window.handle, PAUSES.in_language_of_system())
        self._listener.going("shutdown")
        return 1

    def _end(self, ends: int, _: int) -> int:
        """The session ends, or the person has cancelled that."""
        if ends:
            self._stop_program()
            # When this returns, Windows may end the process at any moment.
            self._stopped.wait(STOP_SECONDS)
        else:
            self._listener.back()
        if (window := self._window) is not None:
            window.system.block_shutdown(window.handle, None)
        return 0
