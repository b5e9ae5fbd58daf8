"""Joins what this folder has with the other parts on the server's hub."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import gevent

from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.office.copies import Copy
from chat_desktop.chat.office.identity_key import IdentityKey
from chat_desktop.chat.office.known_addresses import KnownAddresses
from chat_desktop.error_guard import guarded
from chat_desktop.network.addressing import links
from chat_desktop.network.addressing.lan_addresses import Network
from chat_desktop.network.office_proof.verify_office import Asker
from chat_desktop.operations.backup.making import Source
from chat_desktop.realtime import Realtime
from chat_desktop.runtime.copies.mover import Mover
from chat_desktop.runtime.copies.standbys import Facts, HostStandbys
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.runtime.copies.watch import CopyWatch, Own
from chat_desktop.storage.newer_copy import NewerCopy
from chat_desktop.wire.host import moved


class Place(NamedTuple):
    """Where this host is. `withdraw` ends its announcement; it may block. The others do not."""

    port: Callable[[], int]
    scheme: Callable[[], str]
    network: Callable[[], Network]
    withdraw: Callable[[], None]


class HubTools(NamedTuple):
    """What the parts on the hub give. `in_thread` runs a function that may block, `drain` waits for the writer.

    `note_place` is told the address of a computer at which the office may be later.
    """

    known: Callable[[], KnownAddresses]
    in_thread: Callable[..., Any]
    drain: Callable[[float], bool]
    source: Source
    rules: RuleExecutor
    note_place: Callable[[str], None]


class HostCopies:
    """What the routes and the sockets ask about copies. It is used on the hub."""

    def __init__(
        self,
        office_id: str,
        standing: Standing,
        place: Place,
        key: IdentityKey,
        tools: HubTools,
    ) -> None:
        self._standing, self._place, self._key, self._in_thread = standing, place, key, tools.in_thread
        self._realtime: Realtime | None = None
        self.watch = CopyWatch(
            standing,
            Own(
                office_id,
                key.public,
                lambda: self._elsewhere(tools.known().origins),
                lambda: Asker(standing.own().term, place.port(), place.scheme()),
                place.network,
                tools.in_thread,
            ),
        )
        facts = Facts(office_id, key.public, lambda: tools.known().origins, tools.note_place, lambda: standing.newer)
        self.standbys = HostStandbys(tools.rules, tools.source, facts)
        self.mover = Mover(tools.source, standing, tools.in_thread, tools.drain, lambda: time.time_ns() // 1_000_000)
        self.watch.on_stopped = self.mover.on_stopped = self.stopped

    def start(self, watches: bool) -> None:
        """Begins to look for copies. A copy that has stopped before is not announced."""
        if self.newer is not None:
            self._place.withdraw()
        if watches:
            self.watch.start()
        self.standbys.start()
        gevent.spawn(guarded, "Finishing a move", self.mover.resume)

    def stop(self) -> None:
        """Ends what is under way, because the host stops."""
        self.watch.stop()
        self.standbys.stop()
        self.mover.stop()

    def tell_pages_by(self, realtime: Realtime) -> None:
        """Tells every page, now and when it connects, which other copy serves."""
        self._realtime = realtime
        realtime.moved = lambda: moved(self.newer)

    def stopped(self, newer: NewerCopy) -> None:
        """Ends the announcement, and tells the pages where the office is now."""
        if self._realtime is not None:
            self._realtime.tell_moved()
        self._in_thread(self._place.withdraw)

    @property
    def newer(self) -> NewerCopy | None:
        """The copy that serves in place of this one, or None."""
        return self._standing.newer

    def own(self) -> Copy:
        """Returns what a hello says of this copy."""
        return self._standing.own()

    def hinted(self, origin: str, source: str) -> None:
        """Somebody at the address SOURCE says that a copy of the office answers at an origin."""
        self.watch.hinted(origin, source)

    def token(self, session_id: str) -> str | None:
        """Returns what signs a page in at another copy: the one that serves, or one that may take over; else None."""
        if self.newer is None and not self.standbys.states():
            return None
        return self._key.handover_token(session_id)

    def _elsewhere(self, origins: tuple[str, ...]) -> list[str]:
        """The addresses at which not this host itself answers, and first the one at which the office is now."""
        scheme, port = self._place.scheme(), self._place.port()
        own = {links.base_url(ip, port, scheme) for ip in self._place.network().interfaces}
        newest = self.newer.origins if self.newer else ()
        return [origin for origin in dict.fromkeys((*newest, *origins)) if origin not in own]
