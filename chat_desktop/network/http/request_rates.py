"""Limits the request rate of each connection and each account by delaying requests; none is refused.

An account is a person, or the address of clients that are not signed in. A signed-in person therefore has their own
rate, even when another client floods the host from the same address.
"""

import time
from collections.abc import Callable, Hashable

# These rates are far above what pages need: a first visit makes about ten requests, and fifty people behind one
# address may visit at the same moment.
CONNECTION_PER_SECOND, CONNECTION_BURST = 250.0, 500.0
ACCOUNT_PER_SECOND, ACCOUNT_BURST = 1_000.0, 15_000.0
MAX_ACCOUNTS = 2_000  # accounts kept in memory before the inactive ones are removed


def delay(at: float, now: float, per_second: float, burst: float) -> tuple[float, float]:
    """Counts one more request against a rate.

    AT is the time until which earlier requests have used up the rate. Returns the new such time and how many seconds
    the request has to wait. All times are in seconds."""
    at = max(at, now) + 1 / per_second
    return at, max(0.0, at - now - burst / per_second)


class RequestRates:
    """The request rates of all accounts, on the hub."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: dict[Hashable, float] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def record(self, account: Hashable, connection_at: float) -> tuple[float, float]:
        """Counts one request of ACCOUNT on a connection whose rate is used up until CONNECTION_AT.

        Returns the new CONNECTION_AT and how many seconds the request has to wait."""
        now = self._clock()
        if len(self._asked) > MAX_ACCOUNTS:
            self._asked = {each: at for each, at in self._asked.items() if at > now}
        self._asked[account], wait = delay(self._asked.get(account, 0.0), now, ACCOUNT_PER_SECOND, ACCOUNT_BURST)
        connection_at, longer = delay(connection_at, now, CONNECTION_PER_SECOND, CONNECTION_BURST)
        return connection_at, max(wait, longer)
