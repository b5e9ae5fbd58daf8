"""Looks for other copies of the office: at its earlier addresses, where one is announced, and where somebody says so.

A copy that is found has to prove by the office's key that it is one, so an announcement or a hint costs one request.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import gevent
import gevent.event

from chat_desktop.chat.office.copies import gives_way
from chat_desktop.error_guard import guarded
from chat_desktop.network.addressing import office_url, untrusted_text
from chat_desktop.network.addressing.lan_addresses import Network
from chat_desktop.network.office_proof import verify_office
from chat_desktop.network.office_proof.verify_office import Asker, Hello
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.storage.newer_copy import NewerCopy

LOOK_SECONDS = 30.0  # between two looks at the earlier addresses
AGAIN_SECONDS = 10.0  # an address that somebody names is not asked again within this time
MOST_WAITING = 8  # addresses; a false hint or announcement costs a request, so their number is limited

Ask = Callable[[str, float, Asker | None], Hello | None]


class Own(NamedTuple):
    """What the watch needs of its host, on the hub. `in_thread` runs a function that may block."""

    office_id: str
    key: Callable[[], str | None]  # the public key
    earlier: Callable[[], Iterable[str]]  # origins at which the office is or was
    asker: Callable[[], Asker]
    network: Callable[[], Network]
    in_thread: Callable[..., Any]


class CopyWatch:
    """Is created and used on the hub. `announced` and `hinted` return at once.

    `on_stopped` is called when this copy has stopped to serve, and again when the one that serves has moved.
    """

    def __init__(self, standing: Standing, own: Own, ask: Ask = verify_office.ask) -> None:
        self.on_stopped: Callable[[NewerCopy], None] = lambda newer: None
        self._standing, self._own, self._ask = standing, own, ask
        self._waiting: dict[str, bool] = {}
        self._asked: dict[str, float] = {}
        self._changed, self._look_again = gevent.event.Event(), 0.0
        self._looking: Any = None

    def start(self) -> None:
        """Begins to look, in a greenlet."""
        self._looking = gevent.spawn(self._run)

    def stop(self) -> None:
        """Ends the search."""
        if self._looking is not None:
            self._looking.kill()

    def announced(self, origin: str) -> None:
        """An office with this id is announced at an origin."""
        self._consider(origin, tells=True)

    def hinted(self, origin: str, source: str) -> None:
        """Somebody at the address SOURCE says that a copy of the office answers at an origin."""
        if is_near(origin, source, self._own.network()):
            self._consider(origin, tells=False)

    def look_soon(self) -> None:
        """Asks all earlier addresses as soon as possible: there are new ones."""
        self._look_again = 0.0
        self._changed.set()

    def look_now(self) -> None:
        """Asks all earlier addresses, one after the other."""
        for origin in self._own.earlier():
            self._look_at(origin, tells=True)

    def _consider(self, origin: str, tells: bool) -> None:
        now = time.monotonic()
        self._asked = {each: at for each, at in self._asked.items() if now - at < AGAIN_SECONDS}
        if origin not in self._asked and len(self._asked) < MOST_WAITING:
            self._asked[origin] = now
            self._waiting[origin] = tells
            self._changed.set()

    def _run(self) -> None:
        while True:
            self._changed.wait(max(0.0, self._look_again - time.monotonic()))
            self._changed.clear()
            found, self._waiting = self._waiting, {}
            for origin, tells in found.items():
                guarded("Looking for a copy of the office", self._look_at, origin, tells)
            if time.monotonic() >= self._look_again:
                self._look_again = time.monotonic() + LOOK_SECONDS
                guarded("Looking for copies of the office", self.look_now)
                guarded("Storing that another copy serves", self._own.in_thread, self._standing.store_again)

    def _look_at(self, origin: str, tells: bool) -> None:
        key = self._own.key()
        if not key:
            return
        asker = self._own.asker() if tells and self._standing.newer is None else None
        hello = self._own.in_thread(self._ask, origin, verify_office.ANSWER_SECONDS, asker)
        if hello is None or hello.key != key or hello.office_id != self._own.office_id or hello.copy is None:
            return
        newer = judged(self._standing, hello, origin)
        if newer is not None and self._own.in_thread(self._standing.stop_for, newer):
            self.on_stopped(newer)
        if not hello.copy.serves and hello.copy.run != self._standing.own().run:
            for further in filter(None, map(office_url.origin, hello.moved_to)):
                self._consider(further, tells=False)


def judged(standing: Standing, hello: Hello, origin: str) -> NewerCopy | None:
    """Returns the copy for which this one has to stop, or that serves in place of it already; else None."""
    own, other, newer = standing.own(), hello.copy, standing.newer
    assert other is not None
    found = NewerCopy(other.term, (origin,) if other.serves else (), time.time_ns() // 1_000_000)
    if newer is None:
        return found if gives_way(own, other) else None
    is_newest = other.serves and other.run != own.run and other.term >= max(newer.term, own.term)
    return found if is_newest else None


def is_near(origin: str, source: str, network: Network) -> bool:
    """Returns whether a host may ask an origin because somebody at the address SOURCE has named it.

    It may be in the networks of this host, or at SOURCE itself, so that nobody makes a host ask other places.
    """
    if office_url.origin(origin) != origin:
        return False
    host = urlsplit(origin).hostname or ""
    with suppress(ValueError):
        return ip_address(host) == ip_address(source) or (
            untrusted_text.first_local_address([host], network.networks) is not None
        )
    return False
