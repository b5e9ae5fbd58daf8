"""Limits which multicast DNS packets reach zeroconf, for each source and in total.

Any computer on the network can send packets without end, and each packet takes processor time from the chat. Therefore
this filter drops packets beyond the rate of a source, limits the number of services that one source announces, accepts
the withdrawal of a service only from a source that announced it, and drops single packets that zeroconf cannot process.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from zeroconf import DNSIncoming, DNSOutgoing, DNSPointer, ServiceInfo, Zeroconf  # type: ignore[attr-defined]

log = logging.getLogger(__name__)

# A responder sends at most a few packets a second (RFC 6762, section 6), and a large office some dozens in total.
SOURCE_RATE, SOURCE_BURST = 20.0, 100.0
TOTAL_RATE, TOTAL_BURST = 300.0, 1_000.0
SOURCES = 512
NAMES_PER_SOURCE = 8
NAMES = 200

_QUERY = 0
_GOODBYE_SECONDS = 1  # the time to live that zeroconf gives to a withdrawn service


class Bucket:
    """A token bucket: RATE packets a second on average and BURST packets at once."""

    __slots__ = ("_at", "_left")

    def __init__(self, burst: float, now: float) -> None:
        self._left, self._at = burst, now

    def take(self, rate: float, burst: float, now: float) -> bool:
        """Takes one token and returns whether there was one. NOW is in seconds."""
        self._left = min(burst, self._left + (now - self._at) * rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class FloodGuard:
    """Decides which packets are accepted.

    `kind` is the service type whose names are counted. Without it only packets are counted."""

    def __init__(self, kind: str | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._kind = kind
        self._mark = kind.split(".")[0].encode().lower() if kind else None
        self._clock = clock
        self._total = Bucket(TOTAL_BURST, clock())
        self._sources: dict[str, Bucket] = {}
        self._announcers: dict[str, set[str]] = {}  # the sources that have announced each name
        self.dropped = 0

    def accepts(self, data: bytes, source: str) -> bool:
        """Returns whether the packet DATA of the address SOURCE is to be processed."""
        if self._is_too_much(source) or not self._is_within_bounds(data, source):
            self.dropped += 1
            return False
        return True

    def forget(self, name: str) -> None:
        """Removes the counts of a service that no longer exists."""
        self._announcers.pop(name, None)

    def _is_too_much(self, source: str) -> bool:
        now = self._clock()
        bucket = self._sources.pop(source, None) or Bucket(SOURCE_BURST, now)
        if len(self._sources) >= SOURCES:
            del self._sources[next(iter(self._sources))]  # the source that has been silent for the longest
        self._sources[source] = bucket
        return not bucket.take(SOURCE_RATE, SOURCE_BURST, now) or not self._total.take(TOTAL_RATE, TOTAL_BURST, now)

    def _is_within_bounds(self, data: bytes, source: str) -> bool:
        if self._mark is None or self._mark not in data.lower():
            return True
        packet = DNSIncoming(data)
        if not packet.valid or packet.is_query():
            return True
        records = [
            each for each in packet.answers() if isinstance(each, DNSPointer) and each.name.lower() == self._kind
        ]
        return all(is_usable(each, self._kind or "") and self._may_announce(each, source) for each in records)

    def _may_announce(self, record: Any, source: str) -> bool:
        name = record.alias
        announcers = self._announcers.get(name, set())
        if record.ttl <= _GOODBYE_SECONDS:
            return source in announcers
        if source in announcers:
            return True
        theirs = sum(source in those for those in self._announcers.values())
        if (
            theirs >= NAMES_PER_SOURCE
            or len(announcers) >= NAMES_PER_SOURCE
            or (not announcers and len(self._announcers) >= NAMES)
        ):
            return False
        self._announcers.setdefault(name, set()).add(source)
        return True


def is_usable(record: Any, kind: str) -> bool:
    """Returns whether zeroconf can process the service name of type KIND that the pointer RECORD announces.

    Zeroconf parses any bytes, but it replaces each byte that is not UTF-8 by three bytes. The label may then become too
    long, and zeroconf fails when it repeats the name in its next query.
    """
    try:
        ServiceInfo(kind, record.alias)
        question = DNSOutgoing(_QUERY)
        question.add_answer_at_time(record, 0)
        question.packets()
    except Exception:
        return False
    return True


async def install_guard(zc: Zeroconf, guard: FloodGuard) -> None:
    """Waits until zeroconf listens, and filters its incoming packets by GUARD.

    Raises OSError when no adapter supports multicast, since zeroconf ignores such adapters silently.
    """
    await zc.async_wait_for_start()
    if not zc.engine.senders:
        raise OSError("no network adapter accepts multicast")
    for reader in zc.engine.readers:
        transport = reader.transport
        transport.set_protocol(_Guarded(transport.get_protocol(), guard))


class _Guarded(asyncio.DatagramProtocol):
    def __init__(self, protocol: Any, guard: FloodGuard) -> None:
        self._protocol, self._guard = protocol, guard

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        try:
            if self._guard.accepts(data, addr[0]):
                self._protocol.datagram_received(data, addr)
        except Exception:
            # No packet may stop the processing of the packets of other sources.
            self._guard.dropped += 1
            log.debug("A packet from %s could not be read.", addr[0], exc_info=True)

    def error_received(self, exc: Exception) -> None:
        self._protocol.error_received(exc)

    def connection_lost(self, exc: Exception | None) -> None:
        self._protocol.connection_lost(exc)
