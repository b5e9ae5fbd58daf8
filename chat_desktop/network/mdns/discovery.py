"""Controls the announcement of the office and the search for other offices on the network."""

import threading
from collections.abc import Callable
from typing import Any

from chat_desktop import __version__
from chat_desktop.network.addressing.lan_addresses import Network, current_network
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.search import Search, SearchResult

OFF = "off"


class Discovery:
    """The announcement and the search of one host. All methods are thread-safe.

    `network()` returns the current network, and `on_name()` is called when the host name has changed. If `enabled` is
    false, nothing is sent or received.
    """

    def __init__(
        self, office_id: str, network: Callable[[], Network], on_name: Callable[[], None], enabled: bool = True
    ) -> None:
        self._office_id, self._network, self._on_name, self._enabled = office_id, network, on_name, enabled
        self._enabled_to_announce = enabled
        self._announced: dict[str, Any] = {}
        self._announcer: Any = None
        self._search = Search(current_network)
        self._lock = threading.Lock()
        self._stopped = False
        self.on_copy: Callable[[str], None] = lambda origin: None  # see Announcer

    @property
    def name(self) -> str | None:
        """The announced host name, such as "office.local", or None."""
        announcer = self._announcer
        return announcer.name if announcer is not None else None

    def announce(self, **values: Any) -> None:
        """Announces new values of `office_name`, `owner`, `port` or `update`.

        Do not call it on the hub, because the first call takes 0.2 s. Without a network, the values are announced when
        there is one.
        """
        with self._lock:
            self._announced |= values
            addresses = self._network().announced
            if not self._enabled_to_announce or self._stopped or "port" not in self._announced:
                return
            if self._announcer is not None:
                told = self._announced
                self._announcer.update(told["office_name"], addresses, told["owner"], told.get("update", ""))
            elif addresses:
                self._begin(addresses)

    def announce_again(self) -> None:
        """Repeats the announcement after the computer has slept."""
        if self._announcer is not None:
            self._announcer.announce_again()

    def withdraw(self) -> None:
        """Ends the announcement for good, because another copy of the office serves. The search goes on."""
        with self._lock:
            self._enabled_to_announce = False
            announcer, self._announcer = self._announcer, None
        if announcer is not None:
            announcer.stop()

    def offices(self) -> dict[str, Any]:
        """Returns the response of `GET /api/offices`, without waiting."""
        result = self._search.ask() if self._enabled else SearchResult((), False, OFF)
        listed = [self._listed(office) for office in result.offices if office.is_open]
        return {"offices": listed, "looking": result.looking, "problem": result.problem}

    def updates(self) -> tuple[FoundOffice, ...]:
        """Returns the hosts that offer an update of the program, without waiting and without this one."""
        result = self._search.ask() if self._enabled else SearchResult((), False, OFF)
        own = self._network().interfaces
        return tuple(each for each in result.offices if each.update and each.address not in own)

    def stop(self) -> None:
        """Withdraws the announcement and ends the search."""
        with self._lock:
            self._stopped = True
        self._search.stop()
        if self._announcer is not None:
            self._announcer.stop()

    def _begin(self, addresses: tuple[str, ...]) -> None:
        # zeroconf is imported late, because it takes 0.2 s and people can join before.
        from chat_desktop.network.mdns.announcer import Announcer

        values = self._announced
        self._announcer = Announcer(
            self._office_id,
            values["office_name"],
            __version__,
            values["port"],
            addresses,
            on_name=lambda name: self._on_name(),
            owner=values["owner"],
            on_copy=lambda origin: self.on_copy(origin),
            update=values.get("update", ""),
        )
        self._announcer.start()

    def _listed(self, office: FoundOffice) -> dict[str, Any]:
        # Another computer may announce this office's id, so the address has to be this computer's too.
        is_own = office.id == self._office_id and office.address in self._network().interfaces
        return {
            "id": office.id,
            "name": office.name,
            "owner": office.owner,
            "url": office.url,
            "address": office.url.removeprefix("http://"),
            "version": office.version,
            "ours": is_own,
        }
