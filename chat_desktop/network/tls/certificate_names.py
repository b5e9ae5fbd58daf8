"""Decides which names and addresses a certificate may contain: local addresses and the host's own names."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

LOCAL_NETWORKS: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(text)
    for text in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8"),
        *("fc00::/7", "fe80::/10", "::1/128"),
    )
)
# RFC 5280 allows no leading dot: `local` permits itself and all its subdomains.
DOMAINS = ("local", "localhost")

_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*")


def is_address(name: str) -> bool:
    """Returns whether NAME is an IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def domains(names: Iterable[str]) -> list[str]:
    """Returns the DNS domains that the name constraints of a new authority must permit for these names."""
    own = {name.lower().rstrip(".") for name in names if not is_address(name)}
    return [*DOMAINS, *sorted(name for name in own if _NAME.fullmatch(name) and not is_in_domain(name, DOMAINS))]


def permitted(names: Iterable[str], allowed: Iterable[str], ranges: Iterable[IPv4Network | IPv6Network]) -> list[str]:
    """Returns the names and addresses that an authority with these constraints may certify, sorted.

    A certificate with a single name that is not permitted is invalid as a whole.
    """
    allowed, ranges = tuple(allowed), tuple(ranges)
    cleaned = {name.lower().strip("[]").partition("%")[0].rstrip(".") for name in names}
    return sorted(name for name in cleaned if _is_permitted(name, allowed, ranges))


def is_in_domain(name: str, allowed: Iterable[str]) -> bool:
    """Returns whether NAME is one of the ALLOWED domains or a subdomain of one (RFC 5280, 4.2.1.10)."""
    return any(name == parent or name.endswith(f".{parent}") for parent in allowed)


def _is_permitted(name: str, allowed: tuple[str, ...], ranges: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    if is_address(name):
        return any(ip_address(name) in network for network in ranges)
    return _NAME.fullmatch(name) is not None and is_in_domain(name, allowed)
