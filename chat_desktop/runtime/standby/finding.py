"""Finds the host of an office for a stand-by: at its earlier addresses, where it has moved to, and by mDNS."""

import threading
import time
from collections.abc import Callable, Iterator

from chat_desktop.network.addressing import office_url
from chat_desktop.network.addressing.lan_addresses import current_network
from chat_desktop.network.mdns.search import Search
from chat_desktop.network.office_proof import verify_office
from chat_desktop.network.office_proof.verify_office import Hello
from chat_desktop.operations.standby.settings import Settings

Ask = Callable[[str], Hello | None]
SEARCH_SECONDS = 6.0
PAUSE_SECONDS = 0.25
MOST_ASKED = 32  # a false announcement costs one request


def find(
    settings: Settings, ask: Ask = verify_office.ask, announced: Callable[[str], Iterator[str]] | None = None
) -> tuple[str, Hello] | None:
    """Returns where the office is served, and its hello; None when nobody answers who has the key of the office.

    ANNOUNCED yields the origins at which an office with this id is announced.
    """
    asked: set[str] = set()

    def look(origins: Iterator[str]) -> tuple[str, Hello] | None:
        for origin in origins:
            if origin in asked or len(asked) >= MOST_ASKED:
                continue
            asked.add(origin)
            hello = ask(origin)
            if hello is None or not is_office(settings, hello):
                continue
            if hello.copy is not None and hello.copy.serves and hello.copy.term >= settings.term:
                return origin, hello
            if (found := look(each for each in map(office_url.origin, hello.moved_to) if each)) is not None:
                return found
        return None

    return look(iter(settings.origins)) or look((announced or Announced())(settings.office_id))


def is_office(settings: Settings, hello: Hello) -> bool:
    """Returns whether a hello is that of the office, proved by its key."""
    return hello.office_id == settings.office_id and hello.key == settings.office_key


class Announced:
    """Looks for an office by mDNS, until `stopping` is set."""

    def __init__(self, stopping: threading.Event | None = None) -> None:
        self._stopping = stopping or threading.Event()

    def __call__(self, office_id: str) -> Iterator[str]:
        """Yields the origins at which an office with this id is announced."""
        search, until = Search(current_network), time.monotonic() + SEARCH_SECONDS
        try:
            while time.monotonic() < until and not self._stopping.is_set():
                result = search.ask()
                yield from [office.url for office in result.offices if office.id == office_id]
                if not result.looking:
                    return
                self._stopping.wait(PAUSE_SECONDS)
        finally:
            search.stop()
