"""The hidden window of the program on Windows, in a thread of its own: one for the icon, for power and for shutdown."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from chat_desktop import background
from chat_desktop.error_guard import guarded
from chat_desktop.win32.user32 import WM_APP, Procedure, User32

log = logging.getLogger(__name__)

CLASS = "ChatDesktopMessages"
RUN = WM_APP + 1
"""The message on which the thread runs what was handed to it."""
OPEN_SECONDS = 5.0

Handler = Callable[[int, int], int | None]
"""Handles (wparam, lparam) on the window's thread. Its answer is that of the message; None leaves it to Windows."""


class Messages(Protocol):
    """What is used of Windows; see User32."""

    def open(self, name: str, procedure: Procedure) -> int: ...
    def pump(self) -> None: ...
    def post(self, window: int, message: int) -> None: ...
    def end(self, window: int) -> None: ...
    def registered(self, name: str) -> int: ...
    def block_shutdown(self, window: int, reason: str | None) -> None: ...
    def execution_state(self, flags: int) -> bool: ...
    def on_mains(self) -> bool: ...


class MessageWindow:
    """The window. Its methods may be called in any thread; `system` is what it uses of Windows."""

    def __init__(self, system: Messages) -> None:
        self.system = system
        self.handle = 0
        self._handlers: dict[int, Handler] = {}
        self._waiting: deque[Callable[[], Any]] = deque()
        self._opened = threading.Event()
        self._thread = background.thread("message window", self._run)

    def start(self) -> bool:
        """Opens the window and returns whether that worked."""
        self._thread.start()
        self._opened.wait(OPEN_SECONDS)
        return self.handle != 0

    def stop(self) -> None:
        """Closes the window and ends its thread."""
        self.run(lambda: self.system.end(self.handle))
        if threading.current_thread() is not self._thread:
            self._thread.join(OPEN_SECONDS)

    def on(self, message: int, handler: Handler) -> None:
        """Has HANDLER handle a message. There is one for each message."""
        self._handlers[message] = handler

    def on_named(self, name: str, handler: Handler) -> None:
        """Has HANDLER handle a message that is known by its name, as TaskbarCreated."""
        self.on(self.system.registered(name), handler)

    def run(self, work: Callable[[], Any], wait_seconds: float = 0.0) -> None:
        """Runs WORK on the window's thread, after what was handed to it before, and waits so long for its end."""
        done = threading.Event()

        def work_and_tell() -> None:
            guarded("A task of the message window", work)
            done.set()

        self._waiting.append(work_and_tell)
        if threading.current_thread() is self._thread:
            self._run_waiting()
        elif self.handle:
            self.system.post(self.handle, RUN)
            done.wait(wait_seconds)

    def _run(self) -> None:
        try:
            self.handle = self.system.open(CLASS, self._received)
        except OSError as problem:
            log.warning("%s", problem)
        finally:
            self._opened.set()
        if self.handle:
            self._run_waiting()
            self.system.pump()
        self.handle = 0

    def _received(self, message: int, wparam: int, lparam: int) -> int | None:
        if message == RUN:
            self._run_waiting()
            return 0
        handler = self._handlers.get(message)
        if handler is None:
            return None
        answers: list[int | None] = []
        guarded("Handling a message of Windows", lambda: answers.append(handler(wparam, lparam)))
        return answers[0] if answers else None

    def _run_waiting(self) -> None:
        while self._waiting:
            self._waiting.popleft()()


_shared: MessageWindow | None = None
_lock = threading.Lock()


def shared() -> MessageWindow | None:
    """Returns the one window of this process, which lives as long as that; None when Windows opens none."""
    global _shared
    with _lock:
        if _shared is None:
            window = MessageWindow(User32())
            if not window.start():
                return None
            _shared = window
        return _shared
