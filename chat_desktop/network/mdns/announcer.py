"""Announces the office on the network with multicast DNS, in its own thread.

The chat works without the announcement. Every failure in here is logged in one sentence and the announcement is tried
again later.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from zeroconf import Zeroconf
from zeroconf.asyncio import AsyncZeroconf

from chat_desktop import background
from chat_desktop.network.addressing.lan_addresses import interface_addresses
from chat_desktop.network.mdns.copy_listener import CopyListener
from chat_desktop.network.mdns.flood_guard import FloodGuard, install_guard
from chat_desktop.network.mdns.hostname import conflicting_addresses, free_host, must_rename
from chat_desktop.network.mdns.service_records import CHAT, Announcement, services

log = logging.getLogger(__name__)

_RETRY_SECONDS = 15.0
_CONFLICT_CHECK_SECONDS = 1.0
# A conflicting host that runs other software may not change its name. After this many checks this office does.
_MAX_CONFLICT_CHECKS = 10
_GOODBYE_SECONDS = 1.0
_STOP_SECONDS = 2.0


class Announcer:
    """The office's announcement. Every method returns at once, except for `stop`, which takes at most 2 s.

    `on_name(name)` is called in the announcer's thread when the host name changes: "office.local", or None while there
    is no announcement. `interfaces` are the addresses of the adapters to use; by default, `addresses`.
    `on_copy(origin)` is called in it when another computer announces this office too.
    """

    def __init__(
        self,
        office_id: str,
        office_name: str,
        version: str,
        port: int,
        addresses: Sequence[str],
        interfaces: Sequence[str] | None = None,
        on_name: Callable[[str | None], None] | None = None,
        owner: str = "",
        on_copy: Callable[[str], None] | None = None,
        update: str = "",
    ) -> None:
        self._announcement = Announcement(office_id, office_name, version, port, tuple(addresses), owner, update)
        self._interfaces = interfaces
        self._on_name, self._on_copy = on_name, on_copy
        self._name: str | None = None
        self._own_addresses: set[str] = set()
        self._last_problem = ""
        self._stopping = False
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed: asyncio.Event | None = None
        self._thread = background.thread("discovery", self._run)

    @property
    def name(self) -> str | None:
        """The announced host name, such as "office.local", or None."""
        return self._name

    def start(self) -> None:
        """Starts the announcement."""
        # The warnings of zeroconf concern single packets and have stack traces. This module logs what is important.
        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)
        self._thread.start()

    def update(
        self,
        office_name: str | None = None,
        addresses: Sequence[str] | None = None,
        owner: str | None = None,
        update: str | None = None,
    ) -> None:
        """Announces the office again if its name, its owner, its addresses or the offered update have changed."""
        told = {"office_name": office_name, "owner": owner, "update": update}
        changed: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
        if addresses is not None:
            changed["addresses"] = tuple(addresses)
        with self._lock:
            before = self._announcement
            self._announcement = replace(before, **changed)
            if self._announcement != before:
                self._wake()

    def announce_again(self) -> None:
        """Repeats the announcement after the computer has slept.

        Other computers have then removed it, and adapters have left the multicast group."""
        with self._lock:
            self._wake()

    def stop(self) -> None:
        """Withdraws the announcement."""
        with self._lock:
            self._stopping = True
            self._wake()
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)
        self._name = None

    def _wake(self) -> None:
        if self._loop and self._changed and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._changed.set)

    def _run(self) -> None:
        try:
            asyncio.run(self._keep_announced())
        except Exception:
            log.exception("The office is no longer announced on the network.")

    async def _keep_announced(self) -> None:
        changed = asyncio.Event()
        with self._lock:
            self._loop, self._changed = asyncio.get_running_loop(), changed
        while not self._stopping:
            changed.clear()
            await _run_until(changed, self._announce(self._announcement))

    async def _announce(self, announcement: Announcement) -> None:
        """Announces the office and returns when the announcement has to be repeated."""
        if not announcement.addresses:
            return await self._fail("there is no network")
        try:
            await self._announce_until_conflict(announcement)
        except Exception as problem:
            await self._fail(str(problem) or type(problem).__name__)

    async def _announce_until_conflict(self, announcement: Announcement) -> None:
        self._own_addresses |= {*announcement.addresses, *interface_addresses()}
        responder = AsyncZeroconf(interfaces=list(self._interfaces or announcement.addresses))
        copies = CopyListener(announcement.office_id, self._own_addresses, announcement.port, self._on_copy or _ignore)
        try:
            await install_guard(responder.zeroconf, FloodGuard(CHAT))
            copies.open(responder.zeroconf)
            host = await free_host(responder.zeroconf, announcement.office_name, self._own_addresses)
            announced = await _register(responder, announcement, host)
            self._report_name(host)
            await announced
            await self._wait_for_conflict(responder.zeroconf, host, announcement)
        finally:
            await copies.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(responder.async_close(), _GOODBYE_SECONDS)

    async def _wait_for_conflict(self, zc: Zeroconf, host: str, announcement: Announcement) -> None:
        """Waits until another computer uses the same host name and this office has to change its own."""
        heard = 0
        while heard < _MAX_CONFLICT_CHECKS:
            await asyncio.sleep(_CONFLICT_CHECK_SECONDS)
            theirs = conflicting_addresses(zc, host, self._own_addresses)
            heard = heard + 1 if theirs else 0
            if theirs and must_rename(set(announcement.addresses), theirs):
                break
        log.info("Another computer on this network is already called %s, so this office uses another name.", host)

    async def _fail(self, why: str) -> None:
        if why != self._last_problem:
            log.warning("The office cannot be announced on the network (%s). The link and the QR code still work.", why)
        self._last_problem = why
        self._report_name(None)
        await asyncio.sleep(_RETRY_SECONDS)

    def _report_name(self, host: str | None) -> None:
        if host:
            self._last_problem = ""
        if host == self._name or self._stopping:
            return
        self._name = host
        if host:
            log.info("The office is announced on the network as %s.", host)
        if self._on_name:
            try:
                self._on_name(host)
            except Exception:
                log.exception("The host name %s could not be processed.", host)


def _ignore(origin: str) -> None:
    pass


async def _register(responder: AsyncZeroconf, announcement: Announcement, host: str) -> Awaitable[object]:
    """Registers the services and returns when queries for them are answered.

    The returned awaitable is done when the unsolicited announcements have been sent."""
    registered = await asyncio.gather(
        *(responder.async_register_service(service, allow_name_change=True) for service in services(announcement, host))
    )
    return asyncio.gather(*registered)


async def _run_until(event: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Runs WORK. When EVENT is set first, cancels the work and waits until it has cleaned up."""
    task, waiting = asyncio.create_task(work), asyncio.create_task(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    for each in (task, waiting):
        each.cancel()
    await asyncio.gather(task, waiting, return_exceptions=True)
