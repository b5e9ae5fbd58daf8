"""Notices announcements of this office that another computer makes: another copy of it may be served there."""

import asyncio
import logging
from collections.abc import Callable, Collection

from zeroconf import DNSQuestionType, ServiceListener, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo

from chat_desktop.network.addressing.lan_addresses import current_network
from chat_desktop.network.mdns.service_browser import parse_office
from chat_desktop.network.mdns.service_records import CHAT

log = logging.getLogger(__name__)

_RESOLVE_MS = 1_500
_RESOLVED_AT_ONCE = 8


class CopyListener(ServiceListener):
    """Listens with the zeroconf of the announcement. `found(origin)` is called in its thread.

    What this computer announces itself, at one of its own addresses and PORT, is left out.
    """

    def __init__(self, office_id: str, own_addresses: Collection[str], port: int, found: Callable[[str], None]) -> None:
        self._office_id, self._own_addresses, self._port, self._found = office_id, own_addresses, port, found
        self._browser: AsyncServiceBrowser | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, zc: Zeroconf) -> None:
        """Starts to listen."""
        self._browser = AsyncServiceBrowser(zc, CHAT, listener=self, question_type=DNSQuestionType.QM)

    async def close(self) -> None:
        """Stops listening."""
        for task in self._tasks:
            task.cancel()
        if self._browser is not None:
            await self._browser.async_cancel()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Reads a service that has appeared; called by zeroconf."""
        if len(self._tasks) < _RESOLVED_AT_ONCE:
            task = asyncio.get_running_loop().create_task(self._read(zc, name))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Reads a service that has changed; called by zeroconf."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """A service was withdrawn; called by zeroconf."""

    async def _read(self, zc: Zeroconf, name: str) -> None:
        try:
            info = AsyncServiceInfo(CHAT, name)
            if not await info.async_request(zc, _RESOLVE_MS, DNSQuestionType.QM):
                return
            office = parse_office(info, current_network())
        except Exception as problem:  # no announcement may end the own one
            log.info("An announcement cannot be read: %r (%r).", name, problem)
            return
        if office is None or office.id != self._office_id:
            return
        if not (office.address in self._own_addresses and office.port == self._port):
            self._found(office.url)
