"""Notices that the hub of a server hangs: its thread runs or waits in one place, and nobody gets an answer any more.

A computer that slept, a process that was stopped, and a garbage collection hold up the thread that watches too. It
sees that in its own clock, and begins to count again. A thread that stands in a debugger does not hang.
"""

import ctypes
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import FrameType

import gevent

from chat_desktop.background import Repeated

BEAT_SECONDS = 2.0
LATE_SECONDS = 1.0
"""A look that comes by so much too late means that this thread was held up itself."""
MISSED = 10
"""So many looks in a row find no answer of the hub before it is given up."""


class HubHung(Exception):
    """The hub has not answered for MISSED beats."""


class HubWatch:
    """Watches the hub of `thread`. `ask(answer)` has the hub call `answer`, and does not wait for that.

    `gave_up(error)` is called once, in the thread that watches. `clock` returns monotonic seconds."""

    def __init__(
        self,
        thread: threading.Thread,
        ask: Callable[[Callable[[], None]], None],
        gave_up: Callable[[HubHung], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._thread, self._ask, self._gave_up, self._clock = thread, ask, gave_up, clock
        self._answered, self._missed, self._looked_at = True, 0, clock()
        self._is_over = False
        self._looks = Repeated("hub watch", BEAT_SECONDS, self.look)

    def start(self) -> None:
        """Starts to watch."""
        self._looks.start()

    def stop(self) -> None:
        """Ends the watch. A look that goes on is not waited for."""
        self._looks.stop(0)

    def look(self) -> None:
        """Looks whether the hub has answered since the look before."""
        now = self._clock()
        was_held_up = now - self._looked_at > BEAT_SECONDS + LATE_SECONDS
        self._looked_at = now
        if self._answered:
            self._answered, self._missed = False, 0
            self._ask(self._answer)
        elif was_held_up or _is_in_debugger(frame_of(self._thread)):
            self._missed = 0
        else:
            self._missed += 1
        if self._missed >= MISSED and not self._is_over:
            self._is_over = True
            self._gave_up(HubHung(f"no answer for {MISSED * BEAT_SECONDS:.0f} s"))

    def _answer(self) -> None:
        self._answered = True


def frame_of(thread: threading.Thread) -> FrameType | None:
    """Returns what the thread executes at this moment."""
    return sys._current_frames().get(thread.ident or 0)


def places(thread: threading.Thread) -> str:
    """Returns the lines of the program in which the thread is, without the values of variables."""
    frame = frame_of(thread)
    return "".join(traceback.format_stack(frame)) if frame else ""


def interrupt(thread: threading.Thread) -> None:
    """Ends what the thread of a hub executes, as soon as it executes Python code. An endless loop ends by that."""
    ident = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, ctypes.py_object(gevent.GreenletExit))


def _is_in_debugger(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_trace is not None:
            return True
        frame = frame.f_back
    return False
