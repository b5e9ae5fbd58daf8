"""What strangers on the network say of themselves, made fit to be shown.

Anybody beside us can announce anything. Nothing of it is an identity, none of it is followed by the host, and all of it
is bounded here: no letter that steers a terminal or turns a line round, no address but one beside us.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

MAX_NAME_CHARACTERS, MAX_OWNER_CHARACTERS, MAX_VERSION_CHARACTERS, MAX_HOST_CHARACTERS = 60, 40, 20, 63

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
# What an office's own network may be (RFC 1918, RFC 3927, RFC 4193). Not all that Python calls private: loopback is in
# that, and "an office" at 127.0.0.1 would send a visitor to a program of their own computer.
_LOCAL_NETWORKS = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7"))
)
# Controls, formats (the marks that turn a line round are among them), surrogates, private use, unassigned; line ends.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def text(raw: bytes | str | None, most: int) -> str:
    """One line of at most MOST code points, without anything that is not seen as what it is."""
    words = raw.decode(errors="replace") if isinstance(raw, bytes) else raw or ""
    # Cut first: normalization is slow on what is long, and that DNS allows 255 bytes is theirs to keep.
    plain = unicodedata.normalize("NFC", words[: 4 * most])
    shown = "".join(c if unicodedata.category(c) not in _UNSHOWN else " " for c in plain)
    return " ".join(shown.split())[:most].strip()


def identifier(raw: bytes | str | None) -> str | None:
    """An office's id, or None when it has not the form of one."""
    words = raw.decode("ascii", errors="replace") if isinstance(raw, bytes) else raw or ""
    return words if _ID.fullmatch(words) else None


def first_local_address(addresses: Iterable[str], networks: Collection[IPv4Network | IPv6Network]) -> str | None:
    """The first of the addresses, IPv4 before IPv6, that is an office's and on one of our own networks; or None."""
    beside = (ip for ip in map(ip_address, addresses) if is_local_address(ip) and any(ip in net for net in networks))
    return str(found) if (found := min(beside, key=lambda ip: ip.version, default=None)) else None


def is_local_origin(origin: str) -> bool:
    """Whether `http://HOST:PORT` may lead to an office near here: an address beside us or a name of the network's."""
    host = urlsplit(origin).hostname or ""
    try:
        return is_local_address(ip_address(host))
    except ValueError:
        return host.endswith(".local") or "." not in host


def is_local_address(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an office's network may have the address at all. Not IPv6's link-local: no browser can be sent there."""
    return any(ip in net for net in _LOCAL_NETWORKS)
