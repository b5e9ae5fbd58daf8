"""Who a session token is, remembered in memory: every handshake and every request asks."""

from collections.abc import Callable
from contextlib import suppress

from chat_desktop.chat.core.events import SessionsEnded, UserChanged
from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.users import sessions
from chat_desktop.errors import ChatError

FRESH_SECONDS = 60 * 60.0  # then the database is asked again: it knows who was idle too long, and notes who was not
MOST = 20_000  # tokens remembered; past it the oldest go, and cost one look-up when they come back


class SessionCache:
    """Lives on the hub. `publisher` must hand it every SessionsEnded before anyone is told."""

    def __init__(self, office: RuleExecutor, clock: Callable[[], float]) -> None:
        """`clock` in seconds, monotonic."""
        self._office, self._clock = office, clock
        self._known: dict[str, tuple[Identity, float]] = {}
        self._endings = 0

    def find(self, token: str | None) -> Identity | None:
        """Blocks the calling greenlet on a miss."""
        if not token:
            return None
        who, since = self._known.get(token, (None, 0.0))
        return who if who and self._clock() - since < FRESH_SECONDS else self._look_up(token)

    def forget(self, event: SessionsEnded | UserChanged) -> None:
        self._endings += 1
        if isinstance(event, SessionsEnded):
            self._drop(lambda who: who.session_id in event.session_ids)
        elif not event.user.active:
            self._drop(lambda who: who.user_id == event.user.id)

    def _look_up(self, token: str) -> Identity | None:
        while True:
            self._known.pop(token, None)
            endings = self._endings
            found = self._office.read(sessions.find, token)
            if found is None:
                return None
            identity, is_stale = found
            if is_stale:
                # When somebody was seen is worth less than letting them in, which a full disk must not prevent.
                with suppress(ChatError):
                    self._office.write(sessions.touch, identity.session_id)
            # A session that ended while the database was asked may be this one: ask again.
            if endings == self._endings:
                return self._remember(token, identity)

    def _remember(self, token: str, identity: Identity) -> Identity:
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[token] = identity, self._clock()
        return identity

    def _drop(self, test: Callable[[Identity], bool]) -> None:
        self._known = {token: known for token, known in self._known.items() if not test(known[0])}
