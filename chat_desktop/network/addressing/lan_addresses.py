"""The addresses at which colleagues may reach this computer, the likeliest first."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from chat_desktop.network.addressing.adapters import Adapter, Kind, adapters, default_address, kind

ANY_IPV4 = "0.0.0.0"
ANY_IPV6 = "::"

_UNIQUE_LOCAL = IPv6Network("fc00::/7")
# Carrier-grade NAT (RFC 6598) is what mesh VPNs hand out: a colleague beside us is rarely in it.
_SHARED = ip_network("100.64.0.0/10")

Wanted = Callable[[IPv4Address | IPv6Address], bool]


@dataclass(frozen=True, slots=True)
class Address:
    """One address of this computer. `announced`: fit to be told to everyone on the network."""

    ip: str
    adapter: str
    announced: bool = True


def lan_addresses(host: str = ANY_IPV4) -> list[Address]:
    """The addresses under which a server that listens on `host` is reached from elsewhere.

    Those of a VPN come last and are not announced; loopback and the networks of containers and virtual machines are
    left out, and so are link-local ones wherever there are others. IPv6 comes after IPv4, and only when `host` is an
    IPv6 address.
    """
    return reachable_addresses(rank(_with_usable_addresses(adapters()), default_address()), host)


def interface_addresses() -> frozenset[str]:
    """Every address of every adapter, loopback and containers too: what a Host header may name."""
    return frozenset(str(ip_address(ip)) for adapter in adapters() for ip in adapter.addresses)


@dataclass(frozen=True, slots=True)
class Network:
    """All that the host needs to know of its own addresses at one moment."""

    lan: tuple[Address, ...]
    interfaces: frozenset[str]
    networks: frozenset[IPv4Network | IPv6Network] = frozenset()  # those on which colleagues may be

    @property
    def announced(self) -> tuple[str, ...]:
        return tuple(address.ip for address in self.lan if address.announced)


def read_network(host: str = ANY_IPV4) -> Network:
    return Network(tuple(lan_addresses(host)), interface_addresses(), lan_networks(adapters(), default_address()))


def current_network() -> Network:
    """What this computer is connected to, whether or not an office is served from it."""
    four = read_network()
    return four if four.announced else read_network(ANY_IPV6)


def lan_networks(found: Sequence[Adapter], default: str | None) -> frozenset[IPv4Network | IPv6Network]:
    """The networks of these adapters on which colleagues may be: not those of a VPN, of containers, of loopback."""
    lans = (adapter for adapter in found if kind(adapter, default) is Kind.LAN)
    return frozenset(net for adapter in lans for net in adapter.networks if not net.is_loopback)


def rank(found: Sequence[Adapter], default: str | None) -> list[Address]:
    """The useful addresses of these adapters, the likeliest first; `default` has the default route."""
    useful = _ranked(found, default, _is_useful)
    if any(address.announced for address in useful):
        return useful
    # Two computers on a bare cable, or a router that hands out nothing: each has given itself an address.
    return [*_ranked(found, default, _is_self_assigned), *useful]


def _ranked(found: Sequence[Adapter], default: str | None, wanted: Wanted) -> list[Address]:
    places = []
    for position, adapter in enumerate(found):
        what = kind(adapter, default)
        for ip in map(ip_address, adapter.addresses):
            if what is not Kind.VIRTUAL and wanted(ip):
                order = (what, ip.version, default not in adapter.addresses, _range_order(ip), position)
                places.append((order, Address(str(ip), adapter.name, announced=what is Kind.LAN)))
    return [address for _, address in sorted(places, key=lambda place: place[0])]


def reachable_addresses(addresses: Sequence[Address], host: str) -> list[Address]:
    """Those of the addresses at which a server bound to `host` answers."""
    if host == ANY_IPV6:
        return list(addresses)
    if host in (ANY_IPV4, ""):
        return [address for address in addresses if ":" not in address.ip]
    return [address for address in addresses if address.ip == host]


def _is_useful(ip: IPv4Address | IPv6Address) -> bool:
    return not (ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified)


def _is_self_assigned(ip: IPv4Address | IPv6Address) -> bool:
    # Not those of IPv6: no browser takes the adapter's number that belongs to them.
    return ip.version == 4 and ip.is_link_local


def _with_usable_addresses(found: Sequence[Adapter]) -> list[Adapter]:
    """The adapters with those addresses alone that the system lets us use.

    Windows lists those of a cable that is unplugged too, and every system some that it is still trying for a clash.
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
    """0 for the ranges of offices and homes, then carrier-grade NAT, then public ones."""
    if isinstance(ip, IPv6Address):
        return 0 if ip in _UNIQUE_LOCAL else 2
    if ip in _SHARED:
        return 1
    return 0 if ip.is_private else 2
