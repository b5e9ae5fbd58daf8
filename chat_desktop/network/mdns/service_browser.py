"""Collects the announced offices on this network with zeroconf, on an asyncio event loop."""

import asyncio
import logging
from collections.abc import Sequence

from zeroconf import (  # type: ignore[attr-defined]  # documented, only its __all__ lacks some
    DNSOutgoing,
    DNSQuestion,
    DNSQuestionType,
    IPVersion,
    ServiceInfo,
    ServiceListener,
    Zeroconf,
    current_time_millis,
)
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from chat_desktop.network.addressing import untrusted_text
from chat_desktop.network.addressing.lan_addresses import Network
from chat_desktop.network.mdns.flood_guard import FloodGuard, install_guard
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.service_records import CHAT

log = logging.getLogger(__name__)

# An unplugged computer sends no withdrawal, so an office that does not respond to three queries is removed.
ASK_SECONDS = 10.0
SILENT_SECONDS = 35.0
# An announcement usually contains all records of an office. Missing records are queried, a few at a time, because false
# announcements never provide them.
_RESOLVE_SECONDS = 1.5
_RESOLVED_AT_ONCE = 8

_QUERY, _PTR, _IN = 0, 12, 1


class OfficeBrowser(ServiceListener):
    """Listens on the adapters with the addresses OWN_ADDRESSES from `open` to `close`."""

    def __init__(self, own_addresses: Sequence[str]) -> None:
        self._responder = AsyncZeroconf(interfaces=list(own_addresses))
        self._guard = FloodGuard(CHAT)
        self._browser: AsyncServiceBrowser | None = None
        self._names: dict[str, None] = {}
        self._left_out: set[str] = set()  # the ignored names, each of which is logged once
        self._asked = 0.0
        self._open_questions: dict[str, asyncio.Task[None]] = {}

    async def open(self) -> None:
        """Starts to listen. Raises OSError when no adapter supports multicast."""
        await install_guard(self._responder.zeroconf, self._guard)
        # Ask for multicast responses. A unicast response could reach another program of this computer that shares port
        # 5353, such as the office that is hosted here.
        self._browser = AsyncServiceBrowser(
            self._responder.zeroconf, CHAT, listener=self, question_type=DNSQuestionType.QM
        )
        self._asked = asyncio.get_running_loop().time()

    async def close(self) -> None:
        """Stops listening."""
        for task in self._open_questions.values():
            task.cancel()
        if self._browser is not None:
            # Cancel it before its responder closes, because otherwise asyncio prints an error of its first query.
            await self._browser.async_cancel()
        await self._responder.async_close()

    def offices(self, network: Network) -> list[FoundOffice]:
        """Returns the offices that respond, sorted by name, without those outside of NETWORK."""
        self._ask_again()
        found = {office for name in list(self._names) if (office := self._office(name, network))}
        return sorted(found, key=lambda each: (each.name.casefold(), each.owner.casefold(), each.address, each.port))

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Adds a service; called by zeroconf."""
        self._names[name] = None

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Adds a service that has changed; called by zeroconf."""
        self._names[name] = None

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Removes a service that was withdrawn; called by zeroconf."""
        self._names.pop(name, None)
        self._left_out.discard(name)
        self._guard.forget(name)

    def _ask_again(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._asked >= ASK_SECONDS:
            self._asked = now
            question = DNSOutgoing(_QUERY)
            question.add_question(DNSQuestion(CHAT, _PTR, _IN))
            self._responder.zeroconf.async_send(question)

    def _office(self, name: str, network: Network) -> FoundOffice | None:
        """Returns the office announced as NAME, or None when its records are missing or invalid."""
        try:
            info = self._info(name) if self._is_fresh(name) else None
            return parse_office(info, network) if info else None
        except Exception as problem:
            self._leave_out(name, problem)
            return None

    def _leave_out(self, name: str, problem: Exception) -> None:
        if name not in self._left_out:
            self._left_out.add(name)
            log.info("An announcement cannot be read and is left out: %r (%r).", name, problem)

    def _is_fresh(self, name: str) -> bool:
        records = self._responder.zeroconf.cache.async_all_by_details(CHAT, _PTR, _IN)
        since = current_time_millis() - SILENT_SECONDS * 1_000
        return any(record.created >= since for record in records if record.alias == name)  # type: ignore[attr-defined]

    def _info(self, name: str) -> ServiceInfo | None:
        info = AsyncServiceInfo(CHAT, name)
        if info.load_from_cache(self._responder.zeroconf):
            return info
        self._open_questions = {n: task for n, task in self._open_questions.items() if not task.done()}
        if name not in self._open_questions and len(self._open_questions) < _RESOLVED_AT_ONCE:
            self._open_questions[name] = asyncio.get_running_loop().create_task(self._ask(info, name))
        return None

    async def _ask(self, info: AsyncServiceInfo, name: str) -> None:
        try:
            await info.async_request(self._responder.zeroconf, _RESOLVE_SECONDS * 1_000, DNSQuestionType.QM)
        except Exception as problem:
            self._leave_out(name, problem)


def parse_office(service: ServiceInfo, network: Network) -> FoundOffice | None:
    """Returns the announced office with cleaned texts, or None when it has no valid id, local address or port."""
    properties = service.properties
    office_id = untrusted_text.identifier(properties.get(b"id"))
    addresses = [*service.parsed_addresses(IPVersion.V4Only), *service.parsed_addresses(IPVersion.V6Only)]
    address = untrusted_text.first_local_address(addresses, network.networks)
    if office_id is None or address is None or not service.port:
        return None
    return FoundOffice(
        id=office_id,
        name=untrusted_text.text(properties.get(b"name"), untrusted_text.MAX_NAME_CHARACTERS)
        or untrusted_text.text(service.get_name(), untrusted_text.MAX_NAME_CHARACTERS),
        address=address,
        port=service.port,
        version=untrusted_text.text(properties.get(b"version"), untrusted_text.MAX_VERSION_CHARACTERS),
        host=untrusted_text.text((service.server or "").rstrip("."), untrusted_text.MAX_HOST_CHARACTERS),
        owner=untrusted_text.text(properties.get(b"owner"), untrusted_text.MAX_OWNER_CHARACTERS),
        is_open=properties.get(b"owner") != b"",
        update=untrusted_text.text(properties.get(b"update"), untrusted_text.MAX_UPDATE_CHARACTERS),
    )
