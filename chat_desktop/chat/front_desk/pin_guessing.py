"""Limits wrong PINs at front desks: for each person and for each desk, with growing waits. Only failed tries count."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from chat_desktop.errors import RateLimited

FREE_OF_PERSON = 3  # wrong PINs before the first wait
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 10.0, 60 * 60.0  # each wrong PIN doubles the wait
FREE_OF_DESK = 10  # wrong PINs of all people together, in DESK_WINDOW_SECONDS
DESK_WINDOW_SECONDS = 15 * 60.0
LONGEST_DESK_WAIT_SECONDS = 5 * 60.0
WAITS = "desk_wait"


@dataclass(slots=True)
class _Person:
    failed: int = 0
    until: float = 0.0


@dataclass(slots=True)
class _Desk:
    failed: deque[float] = field(default_factory=deque)
    until: float = 0.0


class PinGuessing:
    """Counts in memory. `clock` returns monotonic seconds, so that no change of a clock shortens a wait.

    Of a person with four digits, about 12 PINs can be tried in the first two hours and one an hour after that, at all
    desks together. Only their own PIN, their password or an admin clears that count, so nobody clears it for a guess.
    The caller makes sure that the person and the desk exist, which bounds what is held.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._people: dict[str, _Person] = {}
        self._desks: dict[str, _Desk] = {}

    def begin(self, desk_id: str, user_id: str) -> None:
        """Is called before a PIN is compared.

        The try counts as failed until `succeeded`, so that many parallel ones cannot pass together. Raises RateLimited.
        """
        now, person = self._clock(), self._people.setdefault(user_id, _Person())
        desk = self._desks.setdefault(desk_id, _Desk())
        while desk.failed and desk.failed[0] <= now - DESK_WINDOW_SECONDS:
            desk.failed.popleft()
        until = max(person.until, desk.until)
        if until > now:
            raise RateLimited(until - now, WAITS)
        person.failed += 1
        desk.failed.append(now)
        person.until = now + _wait(person.failed - FREE_OF_PERSON, LONGEST_WAIT_SECONDS)
        desk.until = now + _wait(len(desk.failed) - FREE_OF_DESK, LONGEST_DESK_WAIT_SECONDS)

    def succeeded(self, desk_id: str, user_id: str) -> int:
        """Clears the count of the person, and returns how many wrong PINs were tried before this one.

        The desk keeps the others' failures: somebody with a PIN of their own could clear them otherwise.
        """
        desk = self._desks.get(desk_id)
        if desk is not None and desk.failed:
            desk.failed.pop()
            desk.until = min(desk.until, self._clock() + _wait(len(desk.failed) - FREE_OF_DESK, 0.0))
        return self.clear(user_id) - 1

    def clear(self, user_id: str) -> int:
        """Clears the count of a person who has proved who they are, and returns it."""
        return self._people.pop(user_id, _Person()).failed


def _wait(beyond: int, longest: float) -> float:
    """Returns the seconds to wait after so many wrong PINs BEYOND the free ones."""
    return 0.0 if beyond < 0 else min(longest, FIRST_WAIT_SECONDS * 2.0 ** min(beyond, 20))
