"""How much one connection may ask for, by docs/protocol.md."""

from dataclasses import dataclass, field

PER_SECOND, BURST = 200.0, 1_500.0
TYPING_PER_SECOND, TYPING_BURST = 2.0, 10.0  # what a person switching rooms needs; each goes to up to 200 others
FLOOD_PER_SECOND = 2_000
FLOOD_SECONDS = 2  # so many seconds over it in a row, and the connection is cut


@dataclass(slots=True)
class Bucket:
    """A token bucket, full at first. Times in seconds, monotonic."""

    per_second: float
    burst: float
    _used: float = 0.0
    _at: float = 0.0

    def take(self, now: float) -> float | None:
        """Spends a token. None: go ahead; otherwise how many seconds until there is one."""
        self._used = max(0.0, self._used - (now - self._at) * self.per_second)
        self._at = now
        over = self._used + 1 - self.burst
        if over > 0:
            return over / self.per_second
        self._used += 1
        return None


@dataclass(slots=True)
class Rate:
    """Of commands: a bucket, and a count of the present second."""

    _bucket: Bucket = field(default_factory=lambda: Bucket(PER_SECOND, BURST))
    _second: int = 0
    _asked: int = 0
    _floods: int = 0

    def take(self, now: float) -> float | None:
        """As Bucket's."""
        self._count(int(now))
        return self._bucket.take(now)

    @property
    def is_flood(self) -> bool:
        return self._floods >= FLOOD_SECONDS

    def _count(self, second: int) -> None:
        if second != self._second:
            over = self._asked > FLOOD_PER_SECOND and second == self._second + 1
            self._floods = self._floods + 1 if over else 0
            self._second, self._asked = second, 0
        self._asked += 1
