"""Limits the packets, handshakes and typing events of one session over all its connections (docs/protocol.md)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chat_desktop.chat.core.token_buckets import TokenBucket

PER_SECOND, BURST = 200.0, 1_500.0  # packets
OPEN_PER_SECOND, OPEN_BURST = 10.0, 100.0  # handshakes and repeated CONNECTs: each costs as much as 20 commands
TYPING_PER_SECOND, TYPING_BURST = 2.0, 10.0  # typing events: each is sent to up to 200 people
FULL_SECONDS = 10.0  # time after which every bucket is full again
FLOOD_PER_SECOND = 2_000  # packets above which a second counts as a flood
FLOOD_SECONDS = 2  # consecutive seconds of flood after which the connection is closed


class FloodError(Exception):
    """The session has sent so much for so long that its connection is closed."""


@dataclass(slots=True)
class Rate:
    """The token buckets of one session, and its packets in the current second. Times are monotonic seconds."""

    _bucket: TokenBucket = field(default_factory=lambda: TokenBucket(PER_SECOND, BURST))
    _second: int = 0
    _arrived: int = 0
    _floods: int = 0
    opening: TokenBucket = field(default_factory=lambda: TokenBucket(OPEN_PER_SECOND, OPEN_BURST))
    typing: TokenBucket = field(default_factory=lambda: TokenBucket(TYPING_PER_SECOND, TYPING_BURST))

    def take(self, now: float) -> float | None:
        """Counts one packet and takes its token, as `TokenBucket.take` does."""
        self._count(int(now), 1)
        return self._bucket.take(now)

    def charge(self, now: float, many: int) -> None:
        """Counts packets and charges their tokens, as `TokenBucket.charge` does."""
        self._count(int(now), many)
        self._bucket.charge(now, many)

    @property
    def is_flood(self) -> bool:
        """Whether the session has exceeded FLOOD_PER_SECOND for FLOOD_SECONDS in a row."""
        return self._floods >= FLOOD_SECONDS

    def _count(self, second: int, many: int) -> None:
        if second != self._second:
            over = self._arrived > FLOOD_PER_SECOND and second == self._second + 1
            self._floods = self._floods + 1 if over else 0
            self._second, self._arrived = second, 0
        self._arrived += many


class Rates:
    """The rates of all sessions by id. `clock` returns monotonic seconds.

    They outlive connections, so that nobody can fill a bucket by reconnecting.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._rates: dict[str, Rate] = {}
        self._before: dict[str, Rate] = {}
        self._since = clock()

    def count(self, session_id: str) -> float | None:
        """Counts a packet. Returns the seconds until the next one is accepted, or None if this one is.

        Raises FloodError when the connection must be closed.
        """
        rate = self.of(session_id)
        wait = rate.take(self.clock())
        if rate.is_flood:
            raise FloodError
        return wait

    def count_opening(self, session_id: str) -> float | None:
        """Counts a handshake, or a CONNECT after the first one of a connection. Returns as `count` does."""
        return self.of(session_id).opening.take(self.clock())

    def count_typing(self, session_id: str) -> float | None:
        """Counts a typing event. Returns as `count` does."""
        return self.of(session_id).typing.take(self.clock())

    def charge(self, session_id: str, many: int) -> None:
        """Counts `many` packets that were not passed to `count`, such as pings and pongs."""
        self.of(session_id).charge(self.clock(), many)

    def of(self, session_id: str) -> Rate:
        """Returns the rate of a session."""
        if self.clock() - self._since > FULL_SECONDS:
            # A session that was not used for so long has full buckets, like a new one, and is forgotten.
            self._before, self._rates, self._since = self._rates, {}, self.clock()
        found = self._rates.get(session_id)
        if found is None:
            found = self._before.pop(session_id) if session_id in self._before else Rate()
            self._rates[session_id] = found
        return found

    def __len__(self) -> int:
        return len(self._rates) + len(self._before)
