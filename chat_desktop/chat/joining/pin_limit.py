"""The limit on guessing the office's PIN."""

from collections.abc import Callable

from chat_desktop.errors import RateLimited

WINDOW_SECONDS = 15 * 60.0  # in which an address may try ADDRESS wrong PINs
HOUR_SECONDS = 60 * 60.0


class PinLimit:
    """Limits wrong PINs, in memory: 5 for one address in 15 minutes, 20 in all in an hour.

    With 20 tries an hour, it takes three years on average to guess one of a million PINs, and each PIN is replaced
    after 20 wrong ones. `clock` returns monotonic seconds.
    """

    ADDRESS, ALL = 5, 20

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tested: list[tuple[float, str]] = []  # never more than ALL
        self._worn = False

    def begin(self, address: str) -> None:
        """Is called before a PIN is compared.

        The try counts as wrong until `succeeded`, so that many parallel ones cannot pass together. Raises RateLimited.
        """
        if (rest := self.rests_for()) is not None:
            raise RateLimited(rest, "too_many_wrong_pins_so")
        mine = [at for at, who in self._tested if who == address and at > self._clock() - WINDOW_SECONDS]
        if len(mine) >= self.ADDRESS:
            raise RateLimited(mine[-self.ADDRESS] + WINDOW_SECONDS - self._clock())
        self._worn = False
        self._tested.append((self._clock(), address))

    def succeeded(self, address: str) -> None:
        """Takes back the last try of the address, whose PIN was right."""
        latest = max((n for n, (_, who) in enumerate(self._tested) if who == address), default=None)
        if latest is not None:
            del self._tested[latest]

    def wears_out(self) -> bool:
        """Returns, after a wrong PIN, whether the PIN has to be replaced. It returns True once."""
        is_last = len(self._tested) >= self.ALL and not self._worn
        self._worn = self._worn or is_last
        return is_last

    def rests_for(self) -> float | None:
        """Returns the seconds until PINs are accepted again, or None when they are accepted now."""
        self._tested = [(at, who) for at, who in self._tested if at > self._clock() - HOUR_SECONDS]
        return self._tested[0][0] + HOUR_SECONDS - self._clock() if len(self._tested) >= self.ALL else None
