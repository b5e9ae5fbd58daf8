"""The limit on joining with a code or PIN that is right.

Every limit of a person begins anew with another account, so accounts have a limit too. And whoever learns which names
are taken learns who works here, also by a link that shows a guest one room only.
"""

from collections.abc import Callable

from chat_desktop.chat.core.token_buckets import TokenBucket
from chat_desktop.errors import RateLimited

# Of one address: many offices come from a single one, through a proxy or a hotspot, on the same morning.
TRIES, SECONDS = 500, 10.0
TAKEN_NAME_TRIES = 10  # what a try with a taken name counts
MOST_KEPT = 10_000  # addresses; past it those that may try as often as a new one go, and then the oldest half


class NewcomerLimit:
    """Counts tries by address, in memory: TRIES at once, and then one every SECONDS. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[str, TokenBucket] = {}

    def begin(self, address: str) -> None:
        """Counts a try, before the name is checked. Raises RateLimited."""
        wait = self._bucket(address).take(self._clock())
        if wait is not None:
            raise RateLimited(wait)

    def name_was_taken(self, address: str) -> None:
        """Counts the try that has begun as one of a taken name."""
        self._bucket(address).charge(self._clock(), TAKEN_NAME_TRIES - 1)

    def __len__(self) -> int:
        return len(self._buckets)

    def _bucket(self, address: str) -> TokenBucket:
        if address not in self._buckets:
            self._make_room()
            self._buckets[address] = TokenBucket(1 / SECONDS, TRIES)
        return self._buckets[address]

    def _make_room(self) -> None:
        if len(self._buckets) < MOST_KEPT:
            return
        now = self._clock()
        kept = [(address, bucket) for address, bucket in self._buckets.items() if not bucket.is_full(now)]
        self._buckets = dict(kept[-MOST_KEPT // 2 :])
