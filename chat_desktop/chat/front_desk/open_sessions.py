"""Which sessions at front desks are open, and until when without use."""

from collections.abc import Callable, Iterable

# The page locks by itself and tells the host. The host locks by this much later, for a page that cannot: the tablet
# sleeps, its link is lost or its clock was changed.
GRACE_SECONDS = 15.0


class OpenSessions:
    """Is used on the hub only. `clock` returns monotonic seconds. A session
    that was ended before its time stays here until then, which does no harm."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: dict[str, tuple[float, float]] = {}

    def opened(self, session_id: str, lock_seconds: float) -> None:
        """Notes a session that a PIN has opened."""
        self._open[session_id] = lock_seconds, self._clock() + lock_seconds + GRACE_SECONDS

    def used(self, session_id: str) -> bool:
        """Notes that a person uses the desk. Returns whether the session is open at one."""
        if session_id not in self._open:
            return False
        self.opened(session_id, self._open[session_id][0])
        return True

    def ended(self, session_ids: Iterable[str]) -> None:
        """Forgets sessions that have ended."""
        for session_id in session_ids:
            self._open.pop(session_id, None)

    def unused(self) -> list[str]:
        """Returns the sessions that have to be locked now. They stay in the list until `ended`."""
        now = self._clock()
        return [session_id for session_id, (_, until) in self._open.items() if until <= now]

    def known(self) -> list[str]:
        """Returns all open sessions."""
        return list(self._open)
