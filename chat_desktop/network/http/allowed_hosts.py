"""Which Host headers are ours: loopback, and the names and addresses that this computer has just now."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}

_HOST = re.compile(r"([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::([0-9]{1,5}))?")


class AllowedHosts:
    """`names` are host names and addresses without a port, and may be replaced at any time from any thread."""

    def __init__(self, port: int, names: Iterable[str] = ()) -> None:
        self._port = port
        self._names: frozenset[str] = frozenset()
        self.replace(names)

    def replace(self, names: Iterable[str]) -> None:
        """Instead of the names so far; loopback is always ours."""
        self._names = frozenset(name.lower().strip("[]") for name in names)

    def allows(self, header: str, scheme: str = "http") -> bool:
        """Whether a Host header names us, with the port that is served."""
        match = _HOST.fullmatch(header.lower())
        if match is None:
            return False
        port = int(match[2]) if match[2] else DEFAULT_PORTS[scheme]
        name = match[1]
        if port != self._port:
            return False
        if name.startswith("["):
            return self._allows_ipv6(name[1:-1])
        return name == "localhost" or name in self._names or _is_loopback(name)

    def _allows_ipv6(self, name: str) -> bool:
        try:
            address = IPv6Address(name)
        except ValueError:
            return False
        return address.is_loopback or str(address) in self._names


def _is_loopback(name: str) -> bool:
    """A literal in 127.0.0.0/8. Only the four plain numbers: 127.1 and 0x7f000001 are how a filter is fooled."""
    try:
        return IPv4Address(name).is_loopback
    except ValueError:
        return False
