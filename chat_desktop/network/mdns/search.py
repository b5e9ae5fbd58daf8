"""Searches for offices on this network in its own thread, for as long as results are requested."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chat_desktop import background
from chat_desktop.network.addressing.lan_addresses import Network
from chat_desktop.network.mdns.found_office import FoundOffice

if TYPE_CHECKING:
    from chat_desktop.network.mdns.service_browser import OfficeBrowser

log = logging.getLogger(__name__)

# The search ends this long after the last request. A page that shows the list requests it every few seconds.
IDLE_SECONDS = 60.0
# Almost all responses arrive within a second; the rest after the second query, three seconds later.
FIRST_SECONDS = 4.0
NO_NETWORK, BLOCKED = "no_network", "blocked"

_TICK_SECONDS = 0.5
_RETRY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The offices that have been found. `looking` means that the first responses are still expected.

    `problem` is NO_NETWORK, BLOCKED or None."""

    offices: tuple[FoundOffice, ...] = ()
    looking: bool = True
    problem: str | None = None


class _CannotListenError(Exception):
    """The port for multicast DNS cannot be opened."""


class Search:
    """A search for offices. All methods are thread-safe and return at once, except for `stop`.

    `network()` returns the current network. The search ends IDLE_SECONDS after the last call of `ask`. The event
    `is_listening` is set when the search has started to listen or has failed."""

    def __init__(
        self,
        network: Callable[[], Network],
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._network, self._idle_seconds, self._clock = network, idle_seconds, clock
        self._result = SearchResult()
        self._asked = clock()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self.is_listening = threading.Event()

    def ask(self) -> SearchResult:
        """Returns what has been found until now. The first call starts the search."""
        with self._lock:
            self._asked = self._clock()
            if self._thread is None and not self._stopped:
                self._result = SearchResult()
                self._thread = background.thread("offices", self._run)
                self._thread.start()
            return self._result

    @property
    def runs(self) -> bool:
        """Whether the search thread exists."""
        return self._thread is not None

    def stop(self) -> None:
        """Ends the search and waits for its thread."""
        with self._lock:
            self._stopped = True
            thread = self._thread
        if thread is not None:
            thread.join(_TICK_SECONDS * 4)

    def _run(self) -> None:
        try:
            asyncio.run(self._search())
        except Exception:
            log.exception("The search for offices has ended.")
            self._result = SearchResult((), False)
            self._is_over(at_once=True)

    async def _search(self) -> None:
        while not self._is_over():
            network = self._network()
            if not network.announced:
                await self._cannot(NO_NETWORK, _TICK_SECONDS)
                continue
            try:
                await self._listen(network)
            except _CannotListenError as problem:
                log.info("Offices can't be looked for now (%s).", problem)
                await self._cannot(BLOCKED, _RETRY_SECONDS)
            except Exception:
                # The port is not blocked, so no problem is reported, and the offices found so far stay in the list.
                log.exception("The search for offices was interrupted and starts again.")
                await self._cannot(None, _RETRY_SECONDS)

    async def _cannot(self, problem: str | None, seconds: float) -> None:
        self._result = SearchResult(() if problem else self._result.offices, False, problem)
        self.is_listening.set()
        until = self._clock() + seconds
        while self._clock() < until and not self._stopped:
            await asyncio.sleep(_TICK_SECONDS)

    async def _listen(self, network: Network) -> None:
        """Listens until no results are requested any more or the network of this computer changes.

        Raises _CannotListenError when the port cannot be opened."""
        # zeroconf is imported late, because it takes 0.2 s and is not needed at most starts.
        from chat_desktop.network.mdns.service_browser import OfficeBrowser

        try:
            browser = OfficeBrowser(network.announced)
        except Exception as problem:  # zeroconf's own errors and the system's alike
            raise _CannotListenError(str(problem) or type(problem).__name__) from problem
        try:
            await _open(browser)
            began = self._clock()
            self.is_listening.set()
            while self._wanted() and self._network() == network:
                self._result = SearchResult(tuple(browser.offices(network)), self._clock() - began < FIRST_SECONDS)
                await asyncio.sleep(_TICK_SECONDS)
        finally:
            await browser.close()

    def _wanted(self) -> bool:
        return not self._stopped and self._clock() - self._asked < self._idle_seconds

    def _is_over(self, at_once: bool = False) -> bool:
        """Ends the thread while holding the lock, so that a concurrent request starts a new one."""
        with self._lock:
            if self._wanted() and not at_once:
                return False
            self._thread = None
            return True


async def _open(browser: "OfficeBrowser") -> None:
    try:
        await browser.open()
    except Exception as problem:
        raise _CannotListenError(str(problem) or type(problem).__name__) from problem
