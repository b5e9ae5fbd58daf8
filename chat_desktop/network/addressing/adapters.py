"""Lists the network adapters of this computer and classifies each as LAN, VPN or virtual."""

import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import ifaddr


class Kind(IntEnum):
    """What an adapter connects to. A lower value is more likely to reach colleagues."""

    LAN = 0
    VPN = 1
    VIRTUAL = 2


@dataclass(frozen=True, slots=True)
class Adapter:
    """One adapter. `title` is the description on Windows ("Intel(R) Wi-Fi 6"), and the name again elsewhere.

    `addresses` are IPv4 and IPv6 literals without a scope; `prefixes` are the prefix lengths of their networks in bits.
    """

    name: str
    title: str
    addresses: tuple[str, ...]
    prefixes: tuple[int, ...] = ()

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks that this adapter reaches without a router."""
        pairs = zip(self.addresses, self.prefixes, strict=False)
        return tuple(net for ip, bits in pairs if (net := _network(ip, bits)) is not None)

    def only(self, wanted: Callable[[str], bool]) -> "Adapter":
        """Returns the same adapter with only the addresses for which WANTED returns true."""
        kept = [at for at, ip in enumerate(self.addresses) if wanted(ip)]
        prefixes = tuple(self.prefixes[at] for at in kept if at < len(self.prefixes))
        return replace(self, addresses=tuple(self.addresses[at] for at in kept), prefixes=prefixes)


# Names on Linux and macOS. Docker names its networks `br-` and twelve hex digits, whereas `br0` is a real bridge.
_VIRTUAL_NAME = re.compile(
    r"(lo\d*$|docker|br-[0-9a-f]{12}$|veth|virbr|vnet\d|vmnet|vmenet|vboxnet|lxc|lxd|incusbr|podman|cni|flannel|cali"
    r"|kube|dummy|ifb|awdl|llw|anpi|ap\d|bridge1\d\d$|waydroid|mpqemubr)"
)
# The network of a mobile carrier counts as a VPN, because colleagues cannot be reached through it.
_VPN_NAME = re.compile(
    r"(wwan|wwp|pdp_ip|tun|tap|wg|ppp|ipsec|utun|tailscale|zt|feth|ham\d|nebula|nordlynx|proton|gpd|cscotun|vpn|warp|CloudflareWARP)"
)

# Descriptions on Windows, where the names are GUIDs.
_VIRTUAL_TITLE = re.compile(
    r"hyper-v|wsl|virtualbox|vmware|docker|loopback|npcap|bluetooth|wi-fi direct|hosted network", re.IGNORECASE
)
_VPN_TITLE = re.compile(
    r"\b(mobile broadband|wwan|cellular|vpn|openvpn|tap-|wireguard|wintun|tailscale|zerotier|hamachi|anyconnect"
    r"|cisco secure client|fortinet|pangp|globalprotect|juniper|pulse secure|netskope|zscaler|nordlynx|wan miniport"
    r"|check point|sonicwall|cloudflare)",
    re.IGNORECASE,
)

# The fixed addresses of the mobile hotspot of Windows and of Internet Sharing on macOS. Their adapters look like those
# of virtual machines, but other devices connect to them.
_HOTSPOT = {
    re.compile(r"wi-fi direct|hosted network", re.IGNORECASE): "192.168.137.1",
    re.compile(r"bridge1\d\d$"): "192.168.2.1",
}
_HYPER_V = re.compile(r"hyper-v virtual ethernet", re.IGNORECASE)

# An address reserved for documentation (RFC 5737). The route to it uses the adapter with the default route.
_DOCUMENTATION_ADDRESS = ("192.0.2.1", 9)


def adapters() -> list[Adapter]:
    """Returns the adapters that have an address, in the system's order. The list is empty when the system fails."""
    try:
        found = list(ifaddr.get_adapters())
    except OSError:
        return []
    return [_adapter(each) for each in found]


def kind(adapter: Adapter, default: str | None) -> Kind:
    """Returns the kind of the adapter. `default` is the address with the default route, if any."""
    if _VPN_NAME.match(adapter.name) or _VPN_TITLE.search(adapter.title):
        return Kind.VPN
    if _VIRTUAL_NAME.match(adapter.name) or _VIRTUAL_TITLE.search(adapter.title):
        leads_out = default in adapter.addresses or _is_hotspot(adapter) or _is_external_switch(adapter)
        return Kind.LAN if leads_out else Kind.VIRTUAL
    return Kind.LAN


def _is_hotspot(adapter: Adapter) -> bool:
    return any(looks.search(adapter.title) and ip in adapter.addresses for looks, ip in _HOTSPOT.items())


def _is_external_switch(adapter: Adapter) -> bool:
    """Returns whether this is an external Hyper-V switch, which has taken over the computer's LAN address.

    Internal switches, for virtual machines and for WSL, give the computer the first address of their network, which on
    a LAN belongs to the router. This check is needed when a VPN has the default route.
    """
    if not _HYPER_V.search(adapter.title):
        return False
    pairs = [(ip_address(ip), net) for ip in adapter.addresses for net in adapter.networks if ip_address(ip) in net]
    return any(ip.version == 4 and not ip.is_link_local and ip != net[1] for ip, net in pairs if net.num_addresses > 2)


def default_address() -> str | None:
    """Returns this computer's address on its default route, or None when it has none.

    Connecting a UDP socket sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_DOCUMENTATION_ADDRESS)
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _network(ip: str, bits: int) -> IPv4Network | IPv6Network | None:
    """Returns the network, or None when the driver of an adapter reports an invalid prefix."""
    try:
        return ip_network((ip, bits), strict=False)
    except ValueError:
        return None


def _adapter(found: ifaddr.Adapter) -> Adapter:
    ips = [ip for ip in found.ips if _is_literal(ip)]
    return Adapter(found.name, found.nice_name, _literals(ips), tuple(ip.network_prefix for ip in ips))


def _is_literal(ip: ifaddr.IP) -> bool:
    try:
        ip_address(_literal(ip))
    except ValueError:
        return False
    return True


def _literals(ips: Iterable[ifaddr.IP]) -> tuple[str, ...]:
    return tuple(map(_literal, ips))


def _literal(ip: ifaddr.IP) -> str:
    return ip.ip if isinstance(ip.ip, str) else ip.ip[0].partition("%")[0]
