"""Cleans text and addresses that other computers on the network announce, before they are shown.

Any computer on the network can announce anything, so an announcement proves no identity, and the host never connects to
one, except when its owner asks for an update of the program, which is verified by its signature. This module limits the
length of texts, removes control and direction characters, and accepts local addresses only.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

MAX_UPDATE_CHARACTERS = 80
MAX_NAME_CHARACTERS, MAX_OWNER_CHARACTERS, MAX_VERSION_CHARACTERS, MAX_HOST_CHARACTERS = 60, 40, 20, 63

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
# The networks that an office may use (RFC 1918, RFC 3927, RFC 4193). `is_private` of Python is not used, because it
# includes loopback, and an office at 127.0.0.1 would lead visitors to a program on their own computer.
_LOCAL_NETWORKS = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7"))
)
# Categories of control, format (including direction marks), surrogate, private and unassigned characters and line ends.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def text(raw: bytes | str | None, most: int) -> str:
    """Returns RAW as one line of at most MOST code points, without invisible characters."""
    words = raw.decode(errors="replace") if isinstance(raw, bytes) else raw or ""
    # Cut the text first, because normalization of long text is slow.
    plain = unicodedata.normalize("NFC", words[: 4 * most])
    shown = "".join(c if unicodedata.category(c) not in _UNSHOWN else " " for c in plain)
    return " ".join(shown.split())[:most].strip()


def identifier(raw: bytes | str | None) -> str | None:
    """Returns the office id RAW if it is well-formed, else None."""
    words = raw.decode("ascii", errors="replace") if isinstance(raw, bytes) else raw or ""
    return words if _ID.fullmatch(words) else None


def first_local_address(addresses: Iterable[str], networks: Collection[IPv4Network | IPv6Network]) -> str | None:
    """Returns the first local address on one of the NETWORKS, IPv4 before IPv6, or None when there is none."""
    local = (ip for ip in map(ip_address, addresses) if is_local_address(ip) and any(ip in net for net in networks))
    return str(found) if (found := min(local, key=lambda ip: ip.version, default=None)) else None


def is_local_origin(origin: str) -> bool:
    """Returns whether `http://HOST:PORT` has a local address or a local name as its host."""
    host = urlsplit(origin).hostname or ""
    try:
        return is_local_address(ip_address(host))
    except ValueError:
        return host.endswith(".local") or "." not in host


def is_local_address(ip: IPv4Address | IPv6Address) -> bool:
    """Returns whether IP is in a local network. IPv6 link-local is excluded, because browsers cannot open it."""
    return any(ip in net for net in _LOCAL_NETWORKS)
