"""How many requests a second one connection, one person and one address may make. More of them wait, nobody is refused.

A person behind the same router as a flood has a rate of their own; only those who are not signed in share one.
"""

import time
from collections.abc import Callable, Hashable

# Far above what pages ask for: a first visit makes some ten requests, and fifty people behind one address may visit at
# the same moment.
CONNECTION_PER_SECOND, CONNECTION_BURST = 250.0, 500.0
ACCOUNT_PER_SECOND, ACCOUNT_BURST = 1_000.0, 15_000.0
MOST_KEPT = 2_000  # accounts remembered before those who have not asked for long are forgotten


def delay(at: float, now: float, per_second: float, burst: float) -> tuple[float, float]:
    """One more request of somebody who has asked for work until AT: until when they have now, and how many seconds
    this request has to wait."""
    at = max(at, now) + 1 / per_second
    return at, max(0.0, at - now - burst / per_second)


class RequestRates:
    """On the hub. A account is a person, or the address of those who are not signed in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: dict[Hashable, float] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def record(self, account: Hashable, connection_at: float) -> tuple[float, float]:
        """For one request: until when its connection has asked for work now, and how many seconds it has to wait."""
        now = self._clock()
        if len(self._asked) > MOST_KEPT:
            self._asked = {each: at for each, at in self._asked.items() if at > now}
        self._asked[account], wait = delay(self._asked.get(account, 0.0), now, ACCOUNT_PER_SECOND, ACCOUNT_BURST)
        connection_at, longer = delay(connection_at, now, CONNECTION_PER_SECOND, CONNECTION_BURST)
        return connection_at, max(wait, longer)
