"""Finds the visited office again: where it was, or else wherever on this network it is now."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop import background
from chat_desktop.desktop.visitor import verify_office, visits
from chat_desktop.desktop.visitor.verify_office import Hello
from chat_desktop.desktop.visitor.visits import Visited
from chat_desktop.network.addressing.lan_addresses import current_network
from chat_desktop.network.mdns.search import Search

log = logging.getLogger(__name__)

Ask = Callable[[str], Hello | None]

# Nobody who looks at the page that waits is further behind than this.
WATCHED_SECONDS = 5.0
AGAIN_SECONDS = 5.0
_SEARCH_SECONDS = 6.0
_PAUSE_SECONDS = 0.25
# Liars with our office's id cost a question each.
_CANDIDATES = 8


class Finder:
    """Works in a thread of its own while the page that waits asks for its `state`, and rests otherwise."""

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
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        self._search.stop()
        self._thread.join(verify_office.ANSWER_SECONDS)

    @property
    def is_ready(self) -> bool:
        """Whether the window shows the office, as far as this knows."""
        return self._state == "ready"

    def begin(self, url: str | None = None) -> None:
        """The page that waits is shown: from the start. `url`: where the office is said to be now."""
        if url:
            self.visited = replace(self.visited, url=url)
        self._state = "looking"
        self._watched = time.monotonic()
        self._wake.set()

    def state(self) -> dict[str, Any]:
        """`state`: looking, away (nobody answers), other (somebody else does) or ready; `url` and `name` of it."""
        self._watched = time.monotonic()
        if self._state != "ready":
            self._wake.set()
        return {"state": self._state, "url": self.visited.url, "name": self.visited.shown}

    def is_same_office(self, said: Hello) -> bool:
        """Whether this is the visited office. Who has once proved their key must prove it again."""
        known = self.visited
        if known.office_id and said.office_id != known.office_id:
            return False
        return not known.key or said.key == known.key

    def adopt(self, url: str) -> bool:
        """Asks who answers at URL, and takes it for the office's new address if it is the office."""
        return self._take(url, self._ask(url))

    def _take(self, url: str, said: Hello | None) -> bool:
        if said is None or not self.is_same_office(said):
            return False
        self.visited = Visited(url, said.office_id, said.name, said.key, time.time())
        visits.save(self._folder, self.visited)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait()
            self._wake.clear()
            if self._stopping.is_set() or self._state == "ready" or time.monotonic() - self._watched > WATCHED_SECONDS:
                continue
            if self._try_to_find():
                self._state = "ready"
            else:
                self._rest()

    def _try_to_find(self) -> bool:
        try:
            return self._is_found()
        except Exception:
            # What an office answers or a network does must not end the looking.
            log.exception("The office could not be looked for")
            self._state = "away"
            return False

    def _rest(self) -> None:
        """Until the next try, or until somebody presses the button."""
        until = time.monotonic() + AGAIN_SECONDS
        while time.monotonic() < until and self._state != "looking" and not self._stopping.is_set():
            time.sleep(_PAUSE_SECONDS)
        self._wake.set()

    def _is_found(self) -> bool:
        said = self._ask(self.visited.url)
        if self._take(self.visited.url, said):
            return True
        self._state = "other" if said else "away"
        return bool(self.visited.office_id) and any(self.adopt(url) for url in self._elsewhere())

    def _elsewhere(self) -> Iterator[str]:
        """Where this network says the office is, as it is heard."""
        tried, until = {self.visited.url}, time.monotonic() + _SEARCH_SECONDS
        while time.monotonic() < until and not self._stopping.is_set() and self._state != "looking":
            heard = self._search.ask()
            for office in heard.offices:
                if office.id == self.visited.office_id and office.url not in tried and len(tried) <= _CANDIDATES:
                    tried.add(office.url)
                    yield office.url
            if not heard.looking:
                return
            time.sleep(_PAUSE_SECONDS)
