"""Finds and ranks the addresses at which colleagues can reach this computer."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from chat_desktop.network.addressing.adapters import Adapter, Kind, adapters, default_address, kind

ANY_IPV4 = "0.0.0.0"
ANY_IPV6 = "::"

_UNIQUE_LOCAL = IPv6Network("fc00::/7")
# Carrier-grade NAT (RFC 6598). Mesh VPNs use this range, so it rarely belongs to an office network.
_SHARED = ip_network("100.64.0.0/10")

Wanted = Callable[[IPv4Address | IPv6Address], bool]


@dataclass(frozen=True, slots=True)
class Address:
    """One address of this computer. `announced` tells whether it is announced on the network."""

    ip: str
    adapter: str
    announced: bool = True


def lan_addresses(host: str = ANY_IPV4) -> list[Address]:
    """Returns the addresses at which other computers reach a server that listens on `host`, the best first.

    Addresses of a VPN come last and are not announced. Loopback and the networks of containers and virtual machines are
    omitted, and so are link-local addresses if there are others. IPv6 addresses come after IPv4 addresses, and only if
    `host` is an IPv6 address.
    """
    return reachable_addresses(rank(_with_usable_addresses(adapters()), default_address()), host)


def interface_addresses() -> frozenset[str]:
    """Returns all addresses of all adapters, including loopback and containers. A Host header may contain them."""
    return frozenset(str(ip_address(ip)) for adapter in adapters() for ip in adapter.addresses)


@dataclass(frozen=True, slots=True)
class Network:
    """The addresses and networks of this computer at one moment."""

    lan: tuple[Address, ...]
    interfaces: frozenset[str]
    networks: frozenset[IPv4Network | IPv6Network] = frozenset()  # the networks on which colleagues may be

    @property
    def announced(self) -> tuple[str, ...]:
        """The addresses that are announced on the network."""
        return tuple(address.ip for address in self.lan if address.announced)


def read_network(host: str = ANY_IPV4) -> Network:
    """Returns the current network of a server that listens on `host`."""
    return Network(tuple(lan_addresses(host)), interface_addresses(), lan_networks(adapters(), default_address()))


def current_network() -> Network:
    """Returns the current network of this computer, with IPv6 addresses only if there is no IPv4 address."""
    four = read_network()
    return four if four.announced else read_network(ANY_IPV6)


def lan_networks(found: Sequence[Adapter], default: str | None) -> frozenset[IPv4Network | IPv6Network]:
    """Returns the LAN networks of these adapters, without VPNs, containers and loopback."""
    lans = (adapter for adapter in found if kind(adapter, default) is Kind.LAN)
    return frozenset(net for adapter in lans for net in adapter.networks if not net.is_loopback)


def rank(found: Sequence[Adapter], default: str | None) -> list[Address]:
    """Returns the useful addresses of these adapters, the best first. `default` has the default route."""
    useful = _ranked(found, default, _is_useful)
    if any(address.announced for address in useful):
        return useful
    # Without DHCP, for example on a direct cable, each computer assigns itself a link-local address.
    return [*_ranked(found, default, _is_self_assigned), *useful]


def _ranked(found: Sequence[Adapter], default: str | None, wanted: Wanted) -> list[Address]:
    ranked = []
    for position, adapter in enumerate(found):
        what = kind(adapter, default)
        for ip in map(ip_address, adapter.addresses):
            if what is not Kind.VIRTUAL and wanted(ip):
                order = (what, ip.version, default not in adapter.addresses, _range_order(ip), position)
                ranked.append((order, Address(str(ip), adapter.name, announced=what is Kind.LAN)))
    return [address for _, address in sorted(ranked, key=lambda entry: entry[0])]


def reachable_addresses(addresses: Sequence[Address], host: str) -> list[Address]:
    """Returns the addresses at which a server that is bound to `host` answers."""
    if host == ANY_IPV6:
        return list(addresses)
    if host in (ANY_IPV4, ""):
        return [address for address in addresses if ":" not in address.ip]
    return [address for address in addresses if address.ip == host]


def _is_useful(ip: IPv4Address | IPv6Address) -> bool:
    return not (ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified)


def _is_self_assigned(ip: IPv4Address | IPv6Address) -> bool:
    # IPv6 link-local addresses are useless, because browsers do not accept their scope.
    return ip.version == 4 and ip.is_link_local


def _with_usable_addresses(found: Sequence[Adapter]) -> list[Adapter]:
    """Returns the adapters with only the addresses to which a socket can be bound.

    Windows also lists addresses of unplugged cables, and every system lists addresses that it still checks for
    duplicates.
    """
    return [adapter.only(_is_bindable) for adapter in found]


def _is_bindable(ip: str) -> bool:
    try:
        with socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((ip, 0))
    except OSError:
        return False
    return True


def _range_order(ip: IPv4Address | IPv6Address) -> int:
    """Returns the rank of an address: 0 for private ranges, 1 for carrier-grade NAT, 2 for public ranges."""
    if isinstance(ip, IPv6Address):
        return 0 if ip in _UNIQUE_LOCAL else 2
    if ip in _SHARED:
        return 1
    return 0 if ip.is_private else 2
