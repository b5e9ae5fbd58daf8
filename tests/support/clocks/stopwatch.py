"""Limits how long something may take, on a machine that may be busy with other things."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

STEP_SECONDS = 0.02


class Clock(Protocol):
    def monotonic(self) -> float: ...


class Stopwatch:
    """Counts seconds, without those in which the machine let this process wait.

    A thread asks for short pauses and adds up by how much each is too long. The host that a test watches gets the
    processor as late as this process does.
    """

    def __init__(self, clock: Clock = time) -> None:
        self._clock = clock
        self._ended = threading.Event()
        self._late_seconds = 0.0
        self._began = clock.monotonic()
        self._thread = threading.Thread(target=self._watch, name="stopwatch", daemon=True)

    def __enter__(self) -> "Stopwatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        return self._clock.monotonic() - self._began - self._late_seconds

    def note_pause(self, asked: float, lasted: float) -> None:
        self._late_seconds += max(0.0, lasted - asked)

    def _watch(self) -> None:
        while not self._ended.is_set():
            began = self._clock.monotonic()
            self._ended.wait(STEP_SECONDS)
            if not self._ended.is_set():
                self.note_pause(STEP_SECONDS, self._clock.monotonic() - began)


@contextmanager
def at_most(seconds: float, what: str = "") -> Iterator[None]:
    """Raises AssertionError when the block takes longer than `seconds`. A block that fails keeps its own error."""
    with Stopwatch() as watch:
        yield
        took = watch.seconds
    assert took < seconds, f"it took {took:.2f} s: {what}"
