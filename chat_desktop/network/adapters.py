"""The network adapters of this computer, and what each of them is for."""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import ifaddr


class Kind(IntEnum):
    """What an adapter connects to; a lower value is a likelier way to a colleague."""

    LAN = 0
    VPN = 1
    VIRTUAL = 2


@dataclass(frozen=True, slots=True)
class Adapter:
    """One adapter. `title` is Windows' description ("Intel(R) Wi-Fi 6"), elsewhere the name again.

    `addresses` are IPv4 and IPv6 literals without a scope.
    """

    name: str
    title: str
    addresses: tuple[str, ...]


# By name on Linux and macOS. Docker names its networks `br-` and twelve hex digits; a plain `br0` is a real bridge.
_VIRTUAL_NAME = re.compile(
    r"(lo\d*$|docker|br-[0-9a-f]{12}$|veth|virbr|vnet\d|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|cali|kube"
    r"|dummy|ifb|awdl|llw|anpi|bridge1\d\d$|waydroid|mpqemubr)"
)
_VPN_NAME = re.compile(r"(tun|tap|wg|ppp|ipsec|utun|tailscale|zt|nordlynx|proton|gpd|cscotun|warp|CloudflareWARP)")

# By description on Windows, where names are GUIDs.
_VIRTUAL_TITLE = re.compile(
    r"hyper-v|wsl|virtualbox|vmware|docker|loopback|npcap|bluetooth|wi-fi direct", re.IGNORECASE
)
_VPN_TITLE = re.compile(
    r"\b(vpn|openvpn|tap-|wireguard|wintun|tailscale|zerotier|anyconnect|fortinet|pangp|globalprotect|juniper|nordlynx"
    r"|wan miniport|check point|sonicwall|cloudflare)",
    re.IGNORECASE,
)

# Reserved for documentation (RFC 5737): asking for the route to it names the adapter that has the default route.
_SOMEWHERE_ELSE = ("192.0.2.1", 9)


def adapters() -> list[Adapter]:
    """The adapters that have an address now, in the system's order; none when the system does not tell."""
    try:
        found = list(ifaddr.get_adapters())
    except OSError:
        return []
    return [Adapter(each.name, each.nice_name, _literals(each.ips)) for each in found]


def kind(adapter: Adapter, default: str | None) -> Kind:
    """What the adapter is for. `default` is the address that has the default route, if any."""
    if _VPN_NAME.match(adapter.name) or _VPN_TITLE.search(adapter.title):
        return Kind.VPN
    if _VIRTUAL_NAME.match(adapter.name) or _VIRTUAL_TITLE.search(adapter.title):
        # With an external Hyper-V switch the computer's own LAN address moves to a "Hyper-V Virtual Ethernet
        # Adapter"; the default route is what tells it from the switches that lead to virtual machines.
        return Kind.LAN if default in adapter.addresses else Kind.VIRTUAL
    return Kind.LAN


def default_address() -> str | None:
    """This computer's address on its default route, or None. Connecting a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE_ELSE)
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _literals(ips: Iterable[ifaddr.IP]) -> tuple[str, ...]:
    return tuple(ip.ip if isinstance(ip.ip, str) else ip.ip[0].partition("%")[0] for ip in ips)
