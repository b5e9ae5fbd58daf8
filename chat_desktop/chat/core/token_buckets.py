"""Token buckets: they allow a burst, and after that a fixed rate."""

from dataclasses import dataclass


@dataclass(slots=True)
class TokenBucket:
    """A bucket that is full at first. Times are monotonic seconds."""

    per_second: float
    burst: float
    _used: float = 0.0
    _at: float = 0.0

    def charge(self, now: float, tokens: int) -> None:
        """Takes tokens that are spent in any case."""
        self._used = min(self.burst, self._left_used(now) + tokens)
        self._at = now

    def take(self, now: float) -> float | None:
        """Takes one token. Returns None if there was one, otherwise the seconds until there is one."""
        self._used, self._at = self._left_used(now), now
        over = self._used + 1 - self.burst
        if over > 0:
            return over / self.per_second
        self._used += 1
        return None

    def is_full(self, now: float) -> bool:
        """Returns whether no token is in use."""
        return self._left_used(now) == 0.0

    def _left_used(self, now: float) -> float:
        return max(0.0, self._used - (now - self._at) * self.per_second)
