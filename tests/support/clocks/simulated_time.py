"""Time for a scheduler under test: its clocks and its waits, which pass only when the test says so."""

import math
from collections.abc import Callable
from typing import Any

import gevent
import gevent.event

from tests.support.parts.gevent_hub import soon


class SimulatedTime:
    """Takes the place of a scheduler's event. `waits` holds the seconds of each wait, None for one without an end.

    `seconds` is the monotonic clock; `move(ms)` moves the wall clock by what passes, and by what a test adds.
    """

    def __init__(self, move: Callable[[int], Any]) -> None:
        self.seconds = 0.0
        self.waits: list[float | None] = []
        self._move = move
        self._limit = 0.0
        self._is_set = self._is_idle = False
        self._touched = gevent.event.Event()

    def clock(self) -> float:
        return self.seconds

    def pass_seconds(self, seconds: float) -> None:
        """Returns when the scheduler waits for something later. By itself it wakes nobody."""
        self._limit += seconds
        self._touch()
        self.settle()

    def settle(self) -> None:
        """Returns when the scheduler waits."""
        soon(lambda: self._is_idle)

    def set(self) -> None:
        self._is_set = True
        self._touch()

    def clear(self) -> None:
        self._is_set = False

    def wait(self, seconds: float | None) -> None:
        self.waits.append(seconds)
        end = math.inf if seconds is None else self.seconds + seconds
        while not self._is_set:
            self._advance(min(end, self._limit))
            if self.seconds >= end:
                return
            self._is_idle = True
            self._touched.wait()
            self._touched.clear()

    def _touch(self) -> None:
        self._is_idle = False
        self._touched.set()

    def _advance(self, seconds: float) -> None:
        self._move(round((seconds - self.seconds) * 1000))
        self.seconds = seconds
        gevent.sleep(0)
