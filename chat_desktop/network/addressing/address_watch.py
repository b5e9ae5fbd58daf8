"""Detects when this computer's addresses change, for example on another Wi-Fi, and when it has slept."""

import logging
import time
from collections.abc import Callable

from chat_desktop.background import Repeated
from chat_desktop.network.addressing.lan_addresses import Network

log = logging.getLogger(__name__)

# The new link, QR code and announcement have to be available 10 s after a change, and announcing takes up to 3 s.
# One poll takes 0.1 ms, and polling works in the same way on all platforms.
POLL_SECONDS = 2.0
# The wall clock advances while a computer sleeps. A busy computer polls late by less than this time. A clock that is
# set forward looks the same and causes one additional announcement.
SLEPT_SECONDS = 10.0


class AddressWatch:
    """Calls `on_change` with the result of `read_network`, in its own thread, each time that the result changes.

    `on_wake` is called when the computer has slept and its addresses are the same as before.
    """

    def __init__(
        self,
        read_network: Callable[[], Network],
        on_change: Callable[[Network], None],
        every: float = POLL_SECONDS,
        on_wake: Callable[[], None] = lambda: None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._read_network = read_network
        self._on_change = on_change
        self._on_wake = on_wake
        self._wall = wall
        self._every = every
        self._last = read_network()
        self._seen = wall()
        self._checks = Repeated("address watch", every, self._check)

    @property
    def network(self) -> Network:
        """The network as it was read last."""
        return self._last

    def start(self) -> None:
        """Starts the regular checks."""
        self._seen = self._wall()
        self._checks.start()

    def stop(self) -> None:
        """Stops the regular checks."""
        self._checks.stop()

    def _check(self) -> None:
        before, self._seen = self._seen, self._wall()
        now = self._read_network()
        if now != self._last:
            self._last = now
            log.info("This computer's addresses changed; now: %s.", ", ".join(a.ip for a in now.lan) or "none")
            self._notify(self._on_change, now)
        elif self._seen - before > self._every + SLEPT_SECONDS:
            log.info("This computer has slept, or its clock was set.")
            self._notify(self._on_wake)

    def _notify(self, listener: Callable[..., None], *what: Network) -> None:
        try:
            listener(*what)
        except Exception:
            log.exception("A change of addresses could not be processed.")
