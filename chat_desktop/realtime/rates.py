"""How much one connection may ask for, by docs/protocol.md."""

from dataclasses import dataclass

PER_SECOND = 200.0
BURST = 1_500.0
FLOOD_PER_SECOND = 2_000
FLOOD_SECONDS = 2  # so many seconds over it in a row, and the connection is cut


@dataclass(slots=True)
class Rate:
    """A token bucket, and a count of the present second. Times in seconds, monotonic."""

    tokens: float = BURST
    at: float = 0.0
    second: int = 0
    asked: int = 0
    floods: int = 0

    def take(self, now: float) -> float | None:
        """Spends a token. None: go ahead; otherwise how many seconds until there is one."""
        self.tokens = min(BURST, self.tokens + (now - self.at) * PER_SECOND)
        self.at = now
        self._count(int(now))
        if self.tokens < 1:
            return (1 - self.tokens) / PER_SECOND
        self.tokens -= 1
        return None

    @property
    def is_flood(self) -> bool:
        return self.floods >= FLOOD_SECONDS

    def _count(self, second: int) -> None:
        if second != self.second:
            over = self.asked > FLOOD_PER_SECOND and second == self.second + 1
            self.floods = self.floods + 1 if over else 0
            self.second, self.asked = second, 0
        self.asked += 1
