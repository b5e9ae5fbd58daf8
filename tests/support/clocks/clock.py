"""Defines a monotonic clock that a test sets."""

from dataclasses import dataclass


@dataclass
class Clock:
    """Seconds, from an arbitrary beginning."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now
