"""Tokens by which a page stays signed in at another address of the office, where its cookie is not sent.

In memory only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from chat_desktop.chat.core import ids, secrets

# A page finds the new address within seconds; a token in the history of a browser must be worthless soon.
AFTER_END_SECONDS = 60.0


@dataclass(slots=True)
class _Held:
    session_id: str
    connection_id: str
    ended: float | None = None


class RelocationTokens:
    """One token for each connection, valid while it is open and for a minute after. `clock` returns monotonic seconds.

    Whether the session is still valid is read from the database when the token is used.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        random: ids.Random,
        for_copy: Callable[[str], str | None] = lambda session_id: None,
    ) -> None:
        self._clock, self._random = clock, random
        # By digest, so that the time of a look-up reveals nothing about a token.
        self._held: dict[bytes, _Held] = {}
        self._of_connection: dict[str, bytes] = {}
        self._for_copy = for_copy

    def issue(self, connection_id: str, session_id: str) -> str:
        """Returns a new token, which replaces the last one of the connection.

        When another copy of the office serves, it is one that this copy does not know, and need not remember.
        """
        if (signed := self._for_copy(session_id)) is not None:
            return signed
        self._held.pop(self._of_connection.pop(connection_id, b""), None)
        token = ids.secret(self._random, 32)
        digest = secrets.digest(token)
        self._held[digest] = _Held(session_id, connection_id)
        self._of_connection[connection_id] = digest
        return token

    def ended(self, connection_id: str) -> None:
        """The connection has closed: its token is valid for one more minute."""
        held = self._held.get(self._of_connection.pop(connection_id, b""))
        if held is not None:
            held.ended = self._clock()
        self._forget_old()

    def take(self, token: str) -> str | None:
        """Returns the session id of a token and invalidates it; None if it is unknown or expired."""
        self._forget_old()
        held = self._held.pop(secrets.digest(token), None)
        if held is None:
            return None
        self._of_connection.pop(held.connection_id, None)
        return held.session_id

    def __len__(self) -> int:
        return len(self._held)

    def _forget_old(self) -> None:
        now = self._clock()
        old = [
            digest
            for digest, held in self._held.items()
            if held.ended is not None and now - held.ended >= AFTER_END_SECONDS
        ]
        for digest in old:
            del self._held[digest]
