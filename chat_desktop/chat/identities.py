"""Who a session token is, remembered in memory: every handshake and every request asks."""

from collections.abc import Callable

from chat_desktop.chat import sessions
from chat_desktop.chat.events import SessionsEnded, UserChanged
from chat_desktop.chat.records import Identity
from chat_desktop.chat.work import Office

MOST = 10_000  # tokens remembered; past it the oldest go, and cost one look-up when they come back


class Identities:
    """Lives on the hub. `publisher` must hand it every SessionsEnded before anyone is told."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._known: dict[str, Identity] = {}
        self._endings = 0

    def find(self, token: str | None) -> Identity | None:
        """Blocks the calling greenlet on a miss."""
        if not token:
            return None
        return self._known.get(token) or self._look_up(token)

    def forget(self, event: SessionsEnded | UserChanged) -> None:
        self._endings += 1
        if isinstance(event, SessionsEnded):
            self._drop(lambda who: who.session_id in event.session_ids)
        elif not event.user.active:
            self._drop(lambda who: who.user_id == event.user.id)

    def _look_up(self, token: str) -> Identity | None:
        endings = self._endings
        found = self._office.read(sessions.find, token)
        if found is None:
            return None
        identity, stale = found
        if stale:
            self._office.write(sessions.touch, identity.session_id)
        if endings != self._endings:
            # A session ended while the database was asked: this answer may be older than that. Ask again next time.
            return self._look_up(token)
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[token] = identity
        return identity

    def _drop(self, test: Callable[[Identity], bool]) -> None:
        self._known = {token: who for token, who in self._known.items() if not test(who)}
