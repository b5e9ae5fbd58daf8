"""`chat-desktop offices`: the offices on this network.

What others announce is a hint from strangers: stripped of what could steer a terminal, printed, and never trusted.
"""

import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from zeroconf import DNSQuestionType, IPVersion, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf
from zeroconf import Error as ZeroconfError

from chat_desktop.network.addresses import lan_addresses
from chat_desktop.network.links import base_url
from chat_desktop.network.records import CHAT

BROWSE_SECONDS = 3.0
# What an office says of itself mostly came with its name; for the rest, this long in all.
_RESOLVE_SECONDS = 1.5
# A liar could announce names without end.
_MOST = 200


@dataclass(frozen=True, slots=True)
class FoundOffice:
    """An office as it announces itself; `host` is its host name, "office.local"."""

    id: str
    name: str
    address: str
    port: int
    version: str
    host: str

    @property
    def url(self) -> str:
        return base_url(self.address, self.port)


class NoMulticast(OSError):
    """This computer has no network on which offices could be looked for."""


def browse(seconds: float = BROWSE_SECONDS, interfaces: Sequence[str] | None = None) -> list[FoundOffice]:
    """Listens for as long and returns the offices heard, by name. Raises NoMulticast."""
    places = list(interfaces or (address.ip for address in lan_addresses() if address.announced))
    if not places:
        raise NoMulticast("this computer is on no network")
    try:
        with Zeroconf(interfaces=places) as zc:
            return sorted(_heard(zc, seconds), key=lambda office: (office.name, office.address))
    except (OSError, ZeroconfError) as problem:
        raise NoMulticast(str(problem) or type(problem).__name__) from problem


def run(seconds: float = BROWSE_SECONDS) -> int:
    """Prints a table of the offices on this network; the exit status."""
    try:
        found = browse(seconds)
    except NoMulticast as problem:
        print(f"Offices cannot be looked for from here: {problem}.", file=sys.stderr)
        return 1
    print(table(found) if found else "No office was found on this network.")
    return 0


def table(offices: Sequence[FoundOffice]) -> str:
    rows = [("NAME", "ADDRESS", "VERSION"), *((office.name, office.url, office.version) for office in offices)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


class _Names(ServiceListener):
    """The service names that are there now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: dict[str, None] = {}

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        with self._lock:
            if len(self._names) < _MOST:
                self._names[name] = None

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        with self._lock:
            self._names.pop(name, None)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    def now(self) -> list[str]:
        with self._lock:
            return list(self._names)


def _heard(zc: Zeroconf, seconds: float) -> list[FoundOffice]:
    names = _Names()
    # Asked for an answer to everybody: one to us alone lands with whichever program of this computer shares port 5353,
    # such as the office that is hosted here.
    browser = ServiceBrowser(zc, CHAT, names, question_type=DNSQuestionType.QM)
    time.sleep(seconds)
    deadline = time.monotonic() + _RESOLVE_SECONDS
    services = [
        zc.get_service_info(CHAT, name, _milliseconds_until(deadline), DNSQuestionType.QM) for name in names.now()
    ]
    browser.cancel()
    return [office for service in services if service and (office := _office(service))]


def _milliseconds_until(deadline: float) -> int:
    return max(1, round((deadline - time.monotonic()) * 1_000))


def _office(service: ServiceInfo) -> FoundOffice | None:
    addresses = [*service.parsed_addresses(IPVersion.V4Only), *service.parsed_addresses(IPVersion.V6Only)]
    if not addresses or not service.port:
        return None
    text = {
        key.decode(errors="replace"): (value or b"").decode(errors="replace")
        for key, value in service.properties.items()
    }
    return FoundOffice(
        id=_clean(text.get("id", "")),
        name=_clean(text.get("name", "")) or _clean(service.get_name()),
        address=addresses[0],
        port=service.port,
        version=_clean(text.get("version", "")),
        host=_clean((service.server or "").rstrip(".")),
    )


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text).strip()
