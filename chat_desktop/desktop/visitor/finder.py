"""Finds the visited office, first at its last address and then by a search on this network."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop import background
from chat_desktop.desktop.visitor import visits
from chat_desktop.desktop.visitor.visits import Visited
from chat_desktop.network.addressing.lan_addresses import current_network
from chat_desktop.network.mdns.search import Search
from chat_desktop.network.office_proof import verify_office
from chat_desktop.network.office_proof.verify_office import Hello

log = logging.getLogger(__name__)

Ask = Callable[[str], Hello | None]

# The waiting page requests the state more often than this. Without requests, the search pauses.
WATCHED_SECONDS = 5.0
AGAIN_SECONDS = 5.0
_SEARCH_SECONDS = 6.0
_PAUSE_SECONDS = 0.25
# A false announcement with the office's id costs one request, so their number is limited.
_CANDIDATES = 8


class Finder:
    """Searches for the office in its own thread while the waiting page requests its `state`.

    `folder` keeps what is known of the office (visits.py). `ask(url)` returns who answers at a URL."""

    def __init__(
        self, folder: Path, visited: Visited, ask: Ask = verify_office.ask, search: Search | None = None
    ) -> None:
        self.visited = visited
        self._folder, self._ask = folder, ask
        self._search = search or Search(current_network)
        self._state = "looking"
        self._watched = 0.0
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = background.thread("finder", self._run)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stops the thread and the search."""
        self._stopping.set()
        self._wake.set()
        self._search.stop()
        self._thread.join(verify_office.ANSWER_SECONDS)

    @property
    def is_ready(self) -> bool:
        """Whether the office has been found, so that the window shows it."""
        return self._state == "ready"

    def begin(self, url: str | None = None) -> None:
        """Starts the search again when the waiting page is shown. `url` is a new address of the office, if known."""
        if url:
            self.visited = replace(self.visited, url=url)
        self._state = "looking"
        self._watched = time.monotonic()
        self._wake.set()

    def state(self) -> dict[str, Any]:
        """Returns the state and the URL and the name of the office.

        The state is "looking", "away" (no office answers), "other" (another office answers) or "ready"."""
        self._watched = time.monotonic()
        if self._state != "ready":
            self._wake.set()
        return {"state": self._state, "url": self.visited.url, "name": self.visited.shown}

    def is_same_office(self, hello: Hello) -> bool:
        """Returns whether HELLO is the visited office. If its key is known, it must have proved the same key."""
        known = self.visited
        if known.office_id and hello.office_id != known.office_id:
            return False
        return not known.key or hello.key == known.key

    def adopt(self, url: str) -> bool:
        """Returns whether the visited office answers at URL. If so, URL becomes its address."""
        return self._accept(url, self._ask(url))

    def _accept(self, url: str, hello: Hello | None) -> bool:
        if hello is None or not self.is_same_office(hello):
            return False
        self.visited = Visited(url, hello.office_id, hello.name, hello.key, time.time())
        visits.save(self._folder, self.visited)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait()
            self._wake.clear()
            if self._stopping.is_set() or self._state == "ready" or time.monotonic() - self._watched > WATCHED_SECONDS:
                continue
            again_at = time.monotonic() + AGAIN_SECONDS
            if self._try_to_find():
                self._state = "ready"
            else:
                self._rest(again_at)

    def _try_to_find(self) -> bool:
        try:
            return self._find()
        except Exception:
            # No response of an office and no state of the network may end the search.
            log.exception("The office could not be looked for")
            self._state = "away"
            return False

    def _rest(self, until: float) -> None:
        """Waits until the next try, or until the person starts the search again.

        The search counts: a host that was only slow to answer is asked again as soon as it is over."""
        while time.monotonic() < until and self._state != "looking" and not self._stopping.is_set():
            time.sleep(_PAUSE_SECONDS)
        self._wake.set()

    def _find(self) -> bool:
        url = self.visited.url
        hello = self._ask(url)
        if url != self.visited.url:
            return False  # a newer address was told meanwhile, which begins the search again
        if self._accept(url, hello):
            return True
        self._state = "other" if hello else "away"
        return bool(self.visited.office_id) and any(self.adopt(url) for url in self._elsewhere())

    def _elsewhere(self) -> Iterator[str]:
        """Yields the URLs at which the office is announced on this network."""
        tried, until = {self.visited.url}, time.monotonic() + _SEARCH_SECONDS
        while time.monotonic() < until and not self._stopping.is_set() and self._state != "looking":
            result = self._search.ask()
            for office in result.offices:
                if office.id == self.visited.office_id and office.url not in tried and len(tried) <= _CANDIDATES:
                    tried.add(office.url)
                    yield office.url
            if not result.looking:
                return
            time.sleep(_PAUSE_SECONDS)
