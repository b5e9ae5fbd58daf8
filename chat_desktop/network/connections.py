"""Who holds a connection to the HTTP server, and how many a stranger may.

Only connections on which nobody has been signed in yet are counted by address: a whole office may come from one
(a router, a proxy). An upgraded WebSocket is not counted here at all; its session is.
"""

from collections.abc import Callable

import gevent

from chat_desktop.errors import RateLimited

ANONYMOUS = 20  # open connections of one address that nobody has signed in on
RETRY_S = 5.0


class Slot:
    """One open connection. `busy`: it has asked and is being answered. `idle`: it has been answered before and asks
    nothing now, so that closing it costs nobody anything."""

    __slots__ = ("_connections", "address", "anonymous", "asked_until", "busy", "close", "idle", "last", "payer")

    def __init__(self, connections: "Connections", address: str, close: Callable[[], None]) -> None:
        self._connections = connections
        self.address, self.close = address, close
        self.anonymous, self.busy, self.idle = True, False, False
        self.payer = address  # whose account what it asks for goes on: a person's once one is signed in
        self.asked_until = 0.0  # as request_rates.py counts
        self.last = False  # the answer that is on its way ends the connection

    def pause(self, seconds: float) -> None:
        """Blocks its greenlet. Whoever has to wait for a place for their connection comes before this one."""
        self.idle = True
        try:
            gevent.sleep(seconds)
        finally:
            self.idle = False

    def sign_in(self, person: str) -> None:
        """A request with a valid session of PERSON has come on it."""
        self.payer = person
        if self.anonymous:
            self.anonymous = False
            self._connections.forget_anonymous(self)


class Connections:
    """All of them. `most` is the bound whoever they belong to: file descriptors are finite."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[Slot, None] = {}
        self._anonymous: dict[str, dict[Slot, None]] = {}

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, address: str, close: Callable[[], None]) -> Slot:
        """Raises RateLimited. An idle connection of a stranger gives way to that one's next, as browsers keep
        several open for nothing."""
        mine = self._anonymous.get(address, {})
        if len(mine) >= ANONYMOUS:
            self._close_idle(mine)
        if len(mine) >= ANONYMOUS or len(self._open) >= self._most:
            raise RateLimited(RETRY_S, "Too many connections are open. Wait a moment and try again.")
        slot = Slot(self, address, close)
        self._open[slot] = None
        self._anonymous.setdefault(address, {})[slot] = None
        return slot

    def leave(self, slot: Slot) -> None:
        self._open.pop(slot, None)
        self.forget_anonymous(slot)

    def forget_anonymous(self, slot: Slot) -> None:
        mine = self._anonymous.get(slot.address)
        if mine is not None:
            mine.pop(slot, None)
            if not mine:
                del self._anonymous[slot.address]

    def close_unanswered(self) -> None:
        """All but those that are being answered."""
        for slot in [slot for slot in self._open if not slot.busy]:
            slot.close()

    def _close_idle(self, mine: dict[Slot, None]) -> None:
        oldest = next((slot for slot in mine if slot.idle), None)
        if oldest is not None:
            self.leave(oldest)
            oldest.close()
