"""How long a lane serves one transfer before it takes the next one.

To hand a transfer from a lane to the hub and back costs more than the system needs to send a megabyte. So while nobody
else wants the lane, it waits a moment itself for a client that is fast, instead of leaving that to the hub.
"""

import select
import time
from typing import Any

from chat_desktop.network.transfers.lanes import Lanes

TURN_SECONDS = 0.1  # permissions are asked on the hub in between
MOMENT_SECONDS = 0.01  # a client that is not ready by then is waited for on the hub


class Turn:
    """The turn of the transfer on the socket SOCK, which begins now. Used in a lane."""

    def __init__(self, lanes: Lanes, sock: Any) -> None:
        self._lanes, self._number = lanes, sock.fileno()
        self._until = time.monotonic() + TURN_SECONDS

    def goes_on(self) -> bool:
        """Returns whether the transfer may move more: nobody waits for a lane, and the turn is not over."""
        return not self._lanes.are_wanted and time.monotonic() < self._until

    def becomes_ready(self, is_sending: bool) -> bool:
        """Waits a moment for the client, and returns whether the socket takes bytes then, or has some."""
        if not self.goes_on():
            return False
        try:
            return _is_ready(self._number, is_sending)
        except (OSError, ValueError):  # it was closed
            return False


if hasattr(select, "poll"):

    def _is_ready(number: int, is_sending: bool) -> bool:
        # `select` knows only the first 1,024 descriptors here.
        poll = select.poll()
        poll.register(number, select.POLLOUT if is_sending else select.POLLIN)
        return bool(poll.poll(MOMENT_SECONDS * 1_000))

else:

    def _is_ready(number: int, is_sending: bool) -> bool:
        wanted = [number]
        found = select.select([] if is_sending else wanted, wanted if is_sending else [], [], MOMENT_SECONDS)
        return bool(found[0] or found[1])
