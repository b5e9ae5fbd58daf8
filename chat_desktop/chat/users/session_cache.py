"""A cache of session tokens in memory. Every request and every handshake uses it."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from chat_desktop.chat.core.events import SessionsEnded, UserChanged
from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.users import sessions
from chat_desktop.errors import ChatError, NotSignedIn

FRESH_SECONDS = 60 * 60.0  # then it is read again: the session may have been idle for too long
MOST = 20_000  # tokens; past it the oldest are dropped, and cost one look-up when they come back


class SessionCache:
    """Is used on the hub only. It has to receive every SessionsEnded before the event is sent to anybody."""

    def __init__(self, rules: RuleExecutor, clock: Callable[[], float]) -> None:
        """`clock` in seconds, monotonic."""
        self._rules, self._clock = rules, clock
        self._known: dict[str, tuple[Identity, float]] = {}
        self._endings = 0
        self._blocked: set[str] = set()

    def find(self, token: str | None) -> Identity | None:
        """Returns the identity of a token, or None.

        Blocks the calling greenlet when it is not cached. Raises ChatError when the database cannot be read.
        """
        if not token:
            return None
        who, since = self._known.get(token, (None, 0.0))
        return who if who and self._clock() - since < FRESH_SECONDS else self._look_up(token)

    def forget(self, event: SessionsEnded | UserChanged) -> None:
        """Drops the entries of ended sessions and of inactive people."""
        self._endings += 1
        if isinstance(event, SessionsEnded):
            self._drop(lambda who: who.session_id in event.session_ids)
        elif not event.user.active:
            self._drop(lambda who: who.user_id == event.user.id)

    def block(self, session_ids: Iterable[str]) -> None:
        """Refuses sessions whose end cannot be stored now."""
        self._endings += 1
        self._blocked.update(session_ids)
        self._drop(lambda who: who.session_id in self._blocked)

    def check(self, session_id: str) -> None:
        """Raises NotSignedIn for a session whose end cannot be stored now: the database still knows it."""
        if session_id in self._blocked:
            raise NotSignedIn

    def _look_up(self, token: str) -> Identity | None:
        while True:
            self._known.pop(token, None)
            endings = self._endings
            found = self._rules.read(sessions.find, token)
            if found is None or found[0].session_id in self._blocked:
                return None
            identity, is_stale = found
            if is_stale:
                # A full disk must not prevent a request; only the time of the last use is lost.
                with suppress(ChatError):
                    self._rules.write(sessions.touch, identity.session_id)
            # A session that ended during the look-up may be this one, so it is looked up again.
            if endings == self._endings:
                return self._remember(token, identity)

    def _remember(self, token: str, identity: Identity) -> Identity:
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[token] = identity, self._clock()
        return identity

    def _drop(self, test: Callable[[Identity], bool]) -> None:
        self._known = {token: known for token, known in self._known.items() if not test(known[0])}
