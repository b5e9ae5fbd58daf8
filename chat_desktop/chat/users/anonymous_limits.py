"""A bound on what anybody may ask without being anybody: fair between addresses, and small in all."""

from collections import Counter
from collections.abc import Callable

from chat_desktop.errors import RateLimited

# An office of 500 behind one router looks for its host within seconds of each other, each page again after a wait.
EACH, ALL = 60, 300  # in a second: of one address, and of all. A signature takes 40 us, so 12 ms of the second at most


class AnonymousLimits:
    """`clock` in seconds, monotonic."""

    def __init__(self, clock: Callable[[], float], each: int = EACH, most: int = ALL) -> None:
        self._clock, self._each, self._most = clock, each, most
        self._second, self._counts = -1, Counter[str]()

    def count(self, address: str) -> None:
        """Raises RateLimited. What is refused is not counted, so that nobody can shut the others out for good."""
        second = int(self._clock())
        if second != self._second:
            self._second, self._counts = second, Counter()
        if self._counts[address] >= self._each or self._counts.total() >= self._most:
            raise RateLimited(1.0, "Too many people are asking at once. Wait a moment and try again.")
        self._counts[address] += 1
