"""Finds a free host name `NAME.local` for the office, and detects conflicts with other computers.

Zeroconf detects conflicts of service names but not of host names, with which a phone could reach either computer.
Therefore the name is probed before its use (RFC 6762, section 8.1) and checked afterwards, because two hosts that start
at the same time do not see each other's probes.
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

_MAX_CHARACTERS = 40
_DEFAULT_LABEL = "office"
# RFC 6762, section 8.1: three queries at intervals of 250 ms, and 250 ms for the last response.
_PROBE_MS = 750
_TRIES = 99


def label(office_name: str) -> str:
    """Returns the office's name in [a-z0-9-] with at most 40 characters: "Büro Süd" becomes "buro-sud"."""
    plain = unicodedata.normalize("NFKD", office_name).casefold().encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_CHARACTERS].rstrip("-") or _DEFAULT_LABEL


def candidates(office_name: str, machine: str) -> Iterator[str]:
    """Yields `NAME`, `NAME-2` and so on, except for the name of the computer, which its own responder uses."""
    wanted = label(office_name)
    for number in range(1, _TRIES + 1):
        suffix = f"-{number}" if number > 1 else ""
        name = wanted[: _MAX_CHARACTERS - len(suffix)].rstrip("-") + suffix
        if name != machine:
            yield name


def machine_name() -> str:
    """Returns the computer's host name without its domain."""
    return socket.gethostname().partition(".")[0].lower()


async def free_host(zc: Zeroconf, office_name: str, own_addresses: Set[str]) -> str:
    """Returns the first candidate that no other computer uses, as `NAME.local`.

    `own_addresses` are this computer's addresses. Raises OSError when all candidates are in use."""
    for name in candidates(office_name, machine_name()):
        host = f"{name}.local"
        asked = AddressResolver(f"{host}.")
        await asked.async_request(zc, _PROBE_MS)
        if set(asked.parsed_addresses()) <= own_addresses:
            return host
    raise OSError(f"every name from {label(office_name)}.local on is taken")


def conflicting_addresses(zc: Zeroconf, host: str, own_addresses: Set[str]) -> frozenset[str]:
    """Returns the addresses of other computers that use the name HOST. `own_addresses` are those of this computer."""
    now = current_time_millis()
    records = zc.cache.entries_with_name(f"{host}.")
    heard = {
        str(ip_address(record.address))
        for record in records
        if isinstance(record, DNSAddress) and not record.is_expired(now)
    }
    return frozenset(heard - own_addresses)


def must_rename(ours: Set[str], theirs: Set[str]) -> bool:
    """Returns whether this host has to change its name because of a conflict.

    Both hosts know the addresses of both, so the one with the lowest address keeps the name."""
    return _lowest(theirs) < _lowest(ours)


def _lowest(addresses: Set[str]) -> tuple[int, int]:
    return min((ip.version, int(ip)) for ip in map(ip_address, addresses))
