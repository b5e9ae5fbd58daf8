"""Limits wrong passwords. Only failed tries count, and a stranger cannot lock an account."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from chat_desktop.errors import RateLimited

WINDOW_SECONDS = 15 * 60.0
SLOW_SECONDS = 5.0  # how long each try for an account waits that many addresses have failed at
MOST_KEYS = 20_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """The number of failed tries in WINDOW_SECONDS."""

    pair: int = 5  # one address at one account
    address: int = 100
    account: int = 50


class PasswordGuessing:
    """Counts failures by address, by account and by the pair of both, in memory. `clock` returns monotonic seconds."""

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], object], bounds: Bounds | None = None
    ) -> None:
        self._clock, self._sleep, self._bounds = clock, sleep, bounds or Bounds()
        self._failures: defaultdict[Hashable, deque[float]] = defaultdict(deque)

    def check(self, address: str, account: str) -> None:
        """Is called before a try. It waits when ACCOUNT has seen too many failures.

        The try counts as failed for its pair until `succeeded`, so that many parallel ones cannot pass together. Raises
        RateLimited when ADDRESS has failed too often.
        """
        self._refuse(("address", address), self._bounds.address)
        self._refuse(("pair", address, account), self._bounds.pair)
        self._note(("pair", address, account))
        if len(self._recent(("account", account))) >= self._bounds.account:
            self._sleep(SLOW_SECONDS)

    def failed(self, address: str, account: str) -> None:
        """Counts a failure for the address and the account."""
        self._note(("address", address))
        self._note(("account", account))

    def succeeded(self, address: str, account: str) -> None:
        """Clears the pair.

        The address and the account keep their counts, which an attacker with an own account could clear otherwise.
        """
        self._failures.pop(("pair", address, account), None)

    def _note(self, key: Hashable) -> None:
        self._make_room()
        self._failures[key].append(self._clock())

    def _refuse(self, key: Hashable, most: int) -> None:
        recent = self._recent(key)
        if len(recent) >= most:
            raise RateLimited(recent[-most] + WINDOW_SECONDS - self._clock())

    def _recent(self, key: Hashable) -> deque[float]:
        times = self._failures.get(key) or deque()
        while times and times[0] <= self._clock() - WINDOW_SECONDS:
            times.popleft()
        return times

    def _make_room(self) -> None:
        if len(self._failures) > MOST_KEYS:
            kept = {key: times for key in list(self._failures) if (times := self._recent(key))}
            # A flood of made-up names must not grow the memory: the oldest half goes.
            items = list(kept.items())[-MOST_KEYS // 2 :]
            self._failures = defaultdict(deque, items)
