"""Decides which Host headers name this host: loopback, and the current names and addresses of this computer."""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}

_HOST = re.compile(r"([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::([0-9]{1,5}))?")


class AllowedHosts:
    """The host names and addresses under which this host answers.

    `port` is the port of the server. `names` are host names and addresses without a port. They can be replaced at any
    time from any thread. Loopback names are always allowed."""

    def __init__(self, port: int, names: Iterable[str] = ()) -> None:
        self._port = port
        self._names: frozenset[str] = frozenset()
        self.replace(names)

    def replace(self, names: Iterable[str]) -> None:
        """Replaces all allowed names, except for the loopback names."""
        self._names = frozenset(name.lower().strip("[]") for name in names)

    def allows(self, header: str, scheme: str = "http") -> bool:
        """Returns whether the Host header HEADER names this host and the served port."""
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


@lru_cache(maxsize=64)
def _is_loopback(name: str) -> bool:
    """Returns whether NAME is an address in 127.0.0.0/8.

    Only four decimal numbers are accepted, because forms like 127.1 and 0x7f000001 are used to bypass filters."""
    try:
        return IPv4Address(name).is_loopback
    except ValueError:
        return False
