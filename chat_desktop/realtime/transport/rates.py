"""How much may arrive from one session, by docs/protocol.md: whatever it is, and over however many connections."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chat_desktop.chat.core.token_buckets import TokenBucket

PER_SECOND, BURST = 200.0, 1_500.0
OPEN_PER_SECOND, OPEN_BURST = 10.0, 100.0  # handshakes, and CONNECTs after the first: each costs as much as 20 commands
TYPING_PER_SECOND, TYPING_BURST = 2.0, 10.0  # what a person switching rooms needs; each goes to up to 200 others
FULL_SECONDS = 10.0  # until every bucket is full again
FLOOD_PER_SECOND = 2_000
FLOOD_SECONDS = 2  # so many seconds over it in a row, and whoever sends is cut


class FloodError(Exception):
    """So much has come for so long that whoever sends is cut."""


@dataclass(slots=True)
class Rate:
    """Of one session: a bucket, and a count of the present second."""

    _bucket: TokenBucket = field(default_factory=lambda: TokenBucket(PER_SECOND, BURST))
    _second: int = 0
    _arrived: int = 0
    _floods: int = 0
    opening: TokenBucket = field(default_factory=lambda: TokenBucket(OPEN_PER_SECOND, OPEN_BURST))
    typing: TokenBucket = field(default_factory=lambda: TokenBucket(TYPING_PER_SECOND, TYPING_BURST))

    def take(self, now: float) -> float | None:
        """As Bucket's."""
        self._count(int(now), 1)
        return self._bucket.take(now)

    def charge(self, now: float, many: int) -> None:
        """As Bucket's."""
        self._count(int(now), many)
        self._bucket.charge(now, many)

    @property
    def is_flood(self) -> bool:
        return self._floods >= FLOOD_SECONDS

    def _count(self, second: int, many: int) -> None:
        if second != self._second:
            over = self._arrived > FLOOD_PER_SECOND and second == self._second + 1
            self._floods = self._floods + 1 if over else 0
            self._second, self._arrived = second, 0
        self._arrived += many


class Rates:
    """Every session's, by its id. They outlive connections: going and coming back fills no bucket.

    `clock` in seconds, monotonic.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._rates: dict[str, Rate] = {}
        self._before: dict[str, Rate] = {}
        self._since = clock()

    def count(self, session_id: str) -> float | None:
        """Something has arrived: how many seconds until it may be answered, None for now. Raises FloodError."""
        rate = self.of(session_id)
        wait = rate.take(self.clock())
        if rate.is_flood:
            raise FloodError
        return wait

    def count_opening(self, session_id: str) -> float | None:
        """A handshake, or a CONNECT after the first of a connection."""
        return self.of(session_id).opening.take(self.clock())

    def count_typing(self, session_id: str) -> float | None:
        return self.of(session_id).typing.take(self.clock())

    def charge(self, session_id: str, many: int) -> None:
        """So many have arrived that need no answer or have had it."""
        self.of(session_id).charge(self.clock(), many)

    def of(self, session_id: str) -> Rate:
        if self.clock() - self._since > FULL_SECONDS:
            # Whoever has not been asked about for so long has full buckets, as a new one has.
            self._before, self._rates, self._since = self._rates, {}, self.clock()
        found = self._rates.get(session_id)
        if found is None:
            found = self._before.pop(session_id) if session_id in self._before else Rate()
            self._rates[session_id] = found
        return found

    def __len__(self) -> int:
        return len(self._rates) + len(self._before)
