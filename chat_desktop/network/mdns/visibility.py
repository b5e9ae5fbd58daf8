"""How the office is seen on the network and sees the others there: its announcement, and the search for theirs."""

import threading
from collections.abc import Callable
from typing import Any

from chat_desktop import __version__
from chat_desktop.network.addressing.lan_addresses import Network, current_network
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.search import Search, SearchResult

OFF = "off"


class Visibility:
    """For any thread. `network` tells where this computer is, `on_name()` is called when the host name has changed.

    Without `enabled` nothing is ever sent or heard.
    """

    def __init__(
        self, office_id: str, network: Callable[[], Network], on_name: Callable[[], None], enabled: bool = True
    ) -> None:
        self._office_id, self._network, self._on_name, self._enabled = office_id, network, on_name, enabled
        self._announced: dict[str, Any] = {}
        self._announcer: Any = None
        self._search = Search(current_network)
        self._lock = threading.Lock()
        self._stopped = False

    @property
    def name(self) -> str | None:
        """The host name that is really used, "office.local", or None."""
        announcer = self._announcer
        return announcer.name if announcer is not None else None

    def announce(self, **values: Any) -> None:
        """Says what is new: `office_name`, `owner`, `port`. Not on the hub: the first time takes a fifth of a second.

        What cannot be announced yet, for want of a network, is when there is one.
        """
        with self._lock:
            self._announced |= values
            addresses = self._network().announced
            if not self._enabled or self._stopped or "port" not in self._announced:
                return
            if self._announcer is not None:
                self._announcer.update(self._announced["office_name"], addresses, self._announced["owner"])
            elif addresses:
                self._begin(addresses)

    def announce_again(self) -> None:
        """After a sleep."""
        if self._announcer is not None:
            self._announcer.announce_again()

    def offices(self) -> dict[str, Any]:
        """What `GET /api/offices` answers; at once."""
        heard = self._search.ask() if self._enabled else SearchResult((), False, OFF)
        listed = [self._listed(office) for office in heard.offices if office.is_open]
        return {"offices": listed, "looking": heard.looking, "problem": heard.problem}

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
        self._search.stop()
        if self._announcer is not None:
            self._announcer.stop()

    def _begin(self, addresses: tuple[str, ...]) -> None:
        # Imported here: zeroconf takes a fifth of a second, and people can join before.
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
        )
        self._announcer.start()

    def _listed(self, office: FoundOffice) -> dict[str, Any]:
        # Our id under another computer's address is somebody who says that they are us.
        ours = office.id == self._office_id and office.address in self._network().interfaces
        return {
            "id": office.id,
            "name": office.name,
            "owner": office.owner,
            "url": office.url,
            "address": office.url.removeprefix("http://"),
            "version": office.version,
            "ours": ours,
        }
