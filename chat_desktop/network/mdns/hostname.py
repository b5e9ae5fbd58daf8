"""The host name that an office has on the network, `NAME.local`, and how it comes by one that nobody else has.

zeroconf notices two services of one name but not two hosts of one name: both would answer, and a phone would land on
either. So the name is asked for first (RFC 6762, section 8.1), and watched afterwards, since two hosts that start
together both hear nothing.
"""

import re
import socket
import unicodedata
from collections.abc import Iterator, Set
from ipaddress import ip_address

from zeroconf import (  # type: ignore[attr-defined]  # the first two are documented, only its __all__ lacks them
    AddressResolver,
    DNSAddress,
    Zeroconf,
    current_time_millis,
)

_LONGEST = 40
_DEFAULT_LABEL = "office"
# RFC 6762, section 8.1: three questions a quarter of a second apart, and as long for the last answer.
_PROBE_MS = 750
_TRIES = 99


def label(office_name: str) -> str:
    """The office's name in [a-z0-9-], at most 40 characters: "Büro Süd" -> "buro-sud"."""
    plain = unicodedata.normalize("NFKD", office_name).casefold().encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-") or _DEFAULT_LABEL


def candidates(office_name: str, machine: str) -> Iterator[str]:
    """`NAME`, `NAME-2`, ... without the machine's own name, which its own responder defends."""
    wanted = label(office_name)
    for number in range(1, _TRIES + 1):
        suffix = f"-{number}" if number > 1 else ""
        name = wanted[: _LONGEST - len(suffix)].rstrip("-") + suffix
        if name != machine:
            yield name


def machine_name() -> str:
    return socket.gethostname().partition(".")[0].lower()


async def free_host(zc: Zeroconf, office_name: str, mine: Set[str]) -> str:
    """The first candidate that no other computer answers to, as `NAME.local`. `mine` are our own addresses."""
    for name in candidates(office_name, machine_name()):
        host = f"{name}.local"
        asked = AddressResolver(f"{host}.")
        await asked.async_request(zc, _PROBE_MS)
        if set(asked.parsed_addresses()) <= mine:
            return host
    raise OSError(f"every name from {label(office_name)}.local on is taken")


def conflicting_addresses(zc: Zeroconf, host: str, mine: Set[str]) -> frozenset[str]:
    """Addresses of other computers that have been heard to answer to our name."""
    now = current_time_millis()
    records = zc.cache.entries_with_name(f"{host}.")
    heard = {
        str(ip_address(record.address))
        for record in records
        if isinstance(record, DNSAddress) and not record.is_expired(now)
    }
    return frozenset(heard - mine)


def must_rename(ours: Set[str], theirs: Set[str]) -> bool:
    """Of two hosts with one name exactly one must give it up; both know both addresses, so the lowest keeps it."""
    return _lowest(theirs) < _lowest(ours)


def _lowest(addresses: Set[str]) -> tuple[int, int]:
    return min((ip.version, int(ip)) for ip in map(ip_address, addresses))
