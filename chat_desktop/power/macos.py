"""Implements the power management on macOS: `caffeinate` keeps it awake, and NSWorkspace tells of sleep and wake."""

import logging
import os
import time
from collections.abc import Callable

from chat_desktop import child_processes
from chat_desktop.power.system import PowerListener

log = logging.getLogger(__name__)

CAFFEINATE, PMSET = "/usr/bin/caffeinate", "/usr/bin/pmset"
MAINS_SECONDS = 30.0  # asking starts a program
ANSWER_SECONDS = 5.0

Observe = Callable[[dict[str, Callable[[], None]]], Callable[[], None]]


class MacPower:
    """See PowerSystem for its methods.

    `observe` calls a function for each notification of that name, and returns what ends that. The notifications arrive
    on the main thread while the window is open; without one only the address watch notices that the computer slept.
    """

    def __init__(self, observe: Observe | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._observe, self._clock = observe or _observe_workspace, clock
        self._end: Callable[[], None] = lambda: None
        self._caffeinate: child_processes.Process | None = None
        self._mains, self._asked_at = True, float("-inf")

    def start(self, listener: PowerListener) -> None:
        self._end = self._observe(
            {
                "NSWorkspaceWillSleepNotification": lambda: listener.going("sleep"),
                "NSWorkspaceDidWakeNotification": listener.back,
                "NSWorkspaceWillPowerOffNotification": lambda: listener.going("shutdown"),
            }
        )

    def stop(self) -> None:
        self._end()
        self.keep_awake(False)

    def keep_awake(self, wanted: bool) -> None:
        if wanted and not self.keeps_awake():
            try:
                # With -w it ends by itself when this process does, however that happens.
                self._caffeinate = child_processes.start([CAFFEINATE, "-i", "-w", str(os.getpid())])
            except OSError as problem:
                log.debug("This computer cannot be kept awake: %r.", problem)
        elif not wanted and self._caffeinate is not None:
            self._caffeinate.terminate()
            self._caffeinate.wait(ANSWER_SECONDS)
            self._caffeinate = None

    def keeps_awake(self) -> bool:
        return self._caffeinate is not None and self._caffeinate.poll() is None

    def is_known(self) -> bool:
        return os.access(CAFFEINATE, os.X_OK)

    def on_mains(self) -> bool:
        if self._clock() - self._asked_at >= MAINS_SECONDS:
            self._asked_at = self._clock()
            told = child_processes.run([PMSET, "-g", "ps"], ANSWER_SECONDS)
            self._mains = told is None or b"Battery Power" not in told.output.partition(b"\n")[0]
        return self._mains


def _observe_workspace(handlers: dict[str, Callable[[], None]]) -> Callable[[], None]:
    """Observes NSWorkspace with pyobjc, which is there when the window is."""
    try:
        import AppKit
    except ImportError:
        return lambda: None
    centre = AppKit.NSWorkspace.sharedWorkspace().notificationCenter()
    tokens = [
        centre.addObserverForName_object_queue_usingBlock_(name, None, None, lambda _note, handler=handler: handler())
        for name, handler in handlers.items()
    ]

    def end() -> None:
        for token in tokens:
            centre.removeObserver_(token)

    return end
