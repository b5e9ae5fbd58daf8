"""Token buckets: so many at once, and so many a second after that."""

from dataclasses import dataclass


@dataclass(slots=True)
class TokenBucket:
    """Full at first. Times in seconds, monotonic."""

    per_second: float
    burst: float
    _used: float = 0.0
    _at: float = 0.0

    def charge(self, now: float, tokens: int) -> None:
        """Spends tokens that are due in any case."""
        self._used = min(self.burst, self._left_used(now) + tokens)
        self._at = now

    def take(self, now: float) -> float | None:
        """Spends a token. None: go ahead; otherwise how many seconds until there is one."""
        self._used, self._at = self._left_used(now), now
        over = self._used + 1 - self.burst
        if over > 0:
            return over / self.per_second
        self._used += 1
        return None

    def is_full(self, now: float) -> bool:
        return self._left_used(now) == 0.0

    def _left_used(self, now: float) -> float:
        return max(0.0, self._used - (now - self._at) * self.per_second)
