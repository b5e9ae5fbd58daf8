"""Notices when this computer's addresses change: a cable pulled, another Wi-Fi, a new lease."""

import logging
import threading
from collections.abc import Callable

from chat_desktop.network.addresses import Network

log = logging.getLogger(__name__)

# The new link, QR code and announcement have to be there 10 s after the move; announcing takes up to 3 s of that.
# Asking the system takes a tenth of a millisecond, and polling is the one way that works alike on three platforms.
POLL_SECONDS = 5.0


class AddressWatch:
    """Calls `on_change` with what `look` finds, in a thread of its own, each time that it differs from the last."""

    def __init__(
        self, look: Callable[[], Network], on_change: Callable[[Network], None], every: float = POLL_SECONDS
    ) -> None:
        self._look = look
        self._on_change = on_change
        self._every = every
        self._last = look()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="address-watch", daemon=True)

    @property
    def network(self) -> Network:
        """What was found last; from the first moment on."""
        return self._last

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            now = self._look()
            if now != self._last:
                self._last = now
                self._tell(now)

    def _tell(self, network: Network) -> None:
        log.info("The addresses of this computer changed; now: %s.", ", ".join(a.ip for a in network.lan) or "none")
        try:
            self._on_change(network)
        except Exception:
            log.exception("A change of addresses could not be passed on.")
