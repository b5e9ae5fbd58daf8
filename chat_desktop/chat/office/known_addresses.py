"""The current and earlier addresses of the office. A page that has lost the host tries them one after the other."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from chat_desktop.chat.core.work import Work
from chat_desktop.storage.queries import office as office_queries

DEFAULT_PORTS = {"http": 80, "https": 443}
MOST = 12  # stored addresses: a page that has lost the host sends a request to each
# A name or an IPv4 address. The Content-Security-Policy contains it, where IPv6 is not allowed and `;` separates.
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?", re.ASCII)


class Place(Struct, frozen=True):
    host: str
    port: int


class KnownAddresses(Struct, frozen=True):
    """`origins` holds the current origins first, the likeliest at the front, then earlier ones, the newest first.

    `numeric` holds the current IP addresses at which other computers reach the office.
    """

    origins: tuple[str, ...] = ()
    numeric: frozenset[str] = frozenset()


def places(hosts: Iterable[str], port: int) -> list[Place]:
    """Returns the hosts that a page can connect to, each once."""
    lowered = dict.fromkeys(host.lower() for host in hosts)
    return [Place(host, port) for host in lowered if _HOST.fullmatch(host) and host != "localhost"]


def remember(work: Work, now: Sequence[Place]) -> list[Place]:
    """Stores that the office is reached at NOW. Returns all known addresses: these first, then the newest."""
    work.db.executemany(office_queries.SET_ADDRESS, [(place.host, place.port, work.now) for place in now])
    found = [Place(*row) for row in work.db.execute(office_queries.ADDRESSES).fetchall()]
    known = with_past(now, found)
    for place in found:
        if place not in known:
            work.db.execute(office_queries.REMOVE_ADDRESS, (place.host, place.port))
    return known


def note(work: Work, place: Place) -> None:
    """Stores an address at which the office may be later, as the newest one."""
    work.db.execute(office_queries.SET_ADDRESS, (place.host, place.port, work.now))


def with_past(now: Sequence[Place], past: Iterable[Place]) -> list[Place]:
    """Returns the current addresses and as many earlier ones as are kept."""
    return list(dict.fromkeys([*now, *past]))[:MOST]


def origin(place: Place, scheme: str) -> str:
    """Returns the origin as browsers write it: without the default port of the scheme."""
    port = "" if place.port == DEFAULT_PORTS[scheme] else f":{place.port}"
    return f"{scheme}://{place.host}{port}"


def origins(known: Iterable[Place], schemes: Sequence[str]) -> tuple[str, ...]:
    """Returns the origins of all addresses for all schemes."""
    return tuple(origin(place, scheme) for place in known for scheme in schemes)
