"""Which addresses the host never reads a page from, whatever name leads there.

The owner may allow names of the intranet, so private networks are permitted. Refused are this computer itself, by
loopback and by each address of its adapters, because its services trust it; and what no page is served from.
"""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# IPv6 addresses that stand for IPv4 addresses behind a translator: they would hide a refused one.
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("2002::/16"), ip_network("2001::/32"))


def is_refused(address: str, own: Collection[str]) -> bool:
    """Returns whether ADDRESS, an IP literal, is refused. OWN holds the addresses of this computer."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return str(ip) in own or _is_special(ip)


def _is_special(ip: IPv4Address | IPv6Address) -> bool:
    if ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved:
        return True
    if isinstance(ip, IPv4Address):
        return ip in ip_network("0.0.0.0/8")
    return ip.is_site_local or any(ip in network for network in _TRANSLATED)
