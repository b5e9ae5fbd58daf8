"""Implements the command `chat-desktop offices`, which lists the offices on this network.

Announcements are untrusted, so control characters are removed before they are printed.
"""

import json
import sys
import time
from collections.abc import Sequence

from chat_desktop.network.addressing.lan_addresses import Network, current_network
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.search import Search

BROWSE_SECONDS = 3.0
SHOWN = ("id", "name", "owner", "url", "version")
_START_SECONDS = 5.0


class NoMulticast(OSError):
    """This computer cannot search for offices, because it has no network or its mDNS port is blocked."""


_WHY = {
    "no_network": "this computer isn't on a network",
    "blocked": "another program uses the port for it on this computer",
}


def browse(seconds: float = BROWSE_SECONDS, network: Network | None = None) -> list[FoundOffice]:
    """Listens for SECONDS and returns the offices that were found, sorted by name.

    Raises NoMulticast when there is no network or the port for mDNS cannot be used."""
    here = network or current_network()
    search = Search(lambda: here)
    try:
        search.ask()
        search.is_listening.wait(_START_SECONDS)
        if search.ask().problem is None:
            time.sleep(seconds)
        result = search.ask()
    finally:
        search.stop()
    if result.problem:
        raise NoMulticast(_WHY[result.problem])
    return list(result.offices)


def run(seconds: float = BROWSE_SECONDS, as_json: bool = False) -> int:
    """Prints a table of the offices on this network. Returns the exit status: 0, or 1 when searching is impossible."""
    try:
        found = browse(seconds)
    except NoMulticast as problem:
        print(f"Can't look for offices from here: {problem}.", file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps({"offices": [{name: getattr(each, name) for name in SHOWN} for each in found]}))
        return 0
    print(table(found) if found else "No office was found on this network.")
    return 0


def table(offices: Sequence[FoundOffice]) -> str:
    """Returns the offices as lines of text in columns."""
    rows = [("NAME", "OWNER", "ADDRESS", "VERSION")]
    rows += [(each.name, each.owner or "-", each.url, each.version) for each in offices]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
