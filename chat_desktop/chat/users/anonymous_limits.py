"""Limits requests without a session: fair between addresses, and small in all."""

from collections import Counter
from collections.abc import Callable

from chat_desktop.errors import RateLimited

# The pages of 500 people behind one router look for their host within the same seconds, each again after a wait.
EACH, ALL = 60, 300  # in a second: of one address, and of all. A signature takes 40 us, so 12 ms of the second at most


class AnonymousLimits:
    """Counts requests by the second. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float], each: int = EACH, most: int = ALL) -> None:
        self._clock, self._each, self._most = clock, each, most
        self._second, self._counts = -1, Counter[str]()

    def count(self, address: str) -> None:
        """Counts a request. Refused requests do not count, so that nobody can shut others out. Raises RateLimited."""
        second = int(self._clock())
        if second != self._second:
            self._second, self._counts = second, Counter()
        if self._counts[address] >= self._each or self._counts.total() >= self._most:
            raise RateLimited(1.0, "too_many_people_asking_once")
        self._counts[address] += 1
