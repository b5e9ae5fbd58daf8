"""The limit on guessing the office's PIN."""

from collections.abc import Callable

from chat_desktop.errors import RateLimited

WINDOW_SECONDS = 15 * 60.0  # in which an address may try ADDRESS wrong PINs
HOUR_SECONDS = 60 * 60.0


class PinLimit:
    """Tries of a PIN of six digits, in memory: 5 wrong ones an address in 15 minutes, 20 in all in an hour.

    With 20 tested an hour, whoever guesses without a pause finds one of a million in three years on average; and each
    PIN is worn out, and another made, before it has seen more than 20. `clock` in seconds, monotonic.
    """

    ADDRESS, ALL = 5, 20

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tested: list[tuple[float, str]] = []  # never more than ALL
        self._worn = False

    def begin(self, address: str) -> None:
        """Before a PIN is looked at: raises RateLimited. The try counts as wrong until `succeeded`: many at once must
        not slip through together."""
        if (rest := self.rests_for()) is not None:
            raise RateLimited(
                rest, "Too many wrong PINs, so the PIN is off for a while. Ask for the link or the QR code."
            )
        mine = [at for at, who in self._tested if who == address and at > self._clock() - WINDOW_SECONDS]
        if len(mine) >= self.ADDRESS:
            raise RateLimited(mine[-self.ADDRESS] + WINDOW_SECONDS - self._clock())
        self._worn = False
        self._tested.append((self._clock(), address))

    def succeeded(self, address: str) -> None:
        latest = max((n for n, (_, who) in enumerate(self._tested) if who == address), default=None)
        if latest is not None:
            del self._tested[latest]

    def wears_out(self) -> bool:
        """After a wrong one: whether it was the last that this PIN may see. Says so once."""
        is_last = len(self._tested) >= self.ALL and not self._worn
        self._worn = self._worn or is_last
        return is_last

    def rests_for(self) -> float | None:
        """Seconds until a PIN is looked at again; None when it is now."""
        self._tested = [(at, who) for at, who in self._tested if at > self._clock() - HOUR_SECONDS]
        return self._tested[0][0] + HOUR_SECONDS - self._clock() if len(self._tested) >= self.ALL else None
