"""Where this office is and has been reached: what a page asks, one after the other, when it has lost the host."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from chat_desktop.chat.core.work import Work
from chat_desktop.storage.queries import addresses as address_queries

DEFAULT_PORTS = {"http": 80, "https": 443}
MOST = 12  # places that are kept and told: each is a request of every page that looks for us
# A name or an IPv4 address. It goes into a page's policy, which knows no IPv6 addresses and ends at a semicolon.
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?", re.ASCII)


class Place(Struct, frozen=True):
    host: str
    port: int


class KnownAddresses(Struct, frozen=True):
    """`origins`: those of now first, the likeliest of them at the head, then those of before, the newest first.
    `numeric`: the addresses of now under which other computers reach us."""

    origins: tuple[str, ...] = ()
    numeric: frozenset[str] = frozenset()


def places(hosts: Iterable[str], port: int) -> list[Place]:
    """Those of the hosts that a page can ask, each once."""
    lowered = dict.fromkeys(host.lower() for host in hosts)
    return [Place(host, port) for host in lowered if _HOST.fullmatch(host) and host != "localhost"]


def remember(work: Work, now: Sequence[Place]) -> list[Place]:
    """Notes that the office is reached at NOW. Returns all that are known: these first, then the newest."""
    work.db.executemany(address_queries.UPSERT, [(place.host, place.port, work.now) for place in now])
    found = [Place(*row) for row in work.db.execute(address_queries.ALL).fetchall()]
    known = with_past(now, found)
    for place in found:
        if place not in known:
            work.db.execute(address_queries.DELETE, (place.host, place.port))
    return known


def with_past(now: Sequence[Place], past: Iterable[Place]) -> list[Place]:
    return list(dict.fromkeys([*now, *past]))[:MOST]


def origin(place: Place, scheme: str) -> str:
    """As browsers write it: without the scheme's own port."""
    port = "" if place.port == DEFAULT_PORTS[scheme] else f":{place.port}"
    return f"{scheme}://{place.host}{port}"


def origins(known: Iterable[Place], schemes: Sequence[str]) -> tuple[str, ...]:
    return tuple(origin(place, scheme) for place in known for scheme in schemes)
