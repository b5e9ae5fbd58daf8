"""Tokens by which a page goes on at another address of the office, where its cookie does not count. In memory only."""

from collections.abc import Callable
from dataclasses import dataclass

from chat_desktop.chat.core import ids, secrets

# A page finds the new address within seconds; a token that lies in some browser's history should be worth nothing.
AFTER_END_SECONDS = 60.0


@dataclass(slots=True)
class _Held:
    session_id: str
    connection_id: str
    ended: float | None = None


class RelocationTokens:
    """One token for each connection, valid while that lives and for a minute after. `clock` in seconds, monotonic.

    Whether its session is still one is asked of the database when it is used: sign-out and removal end it there.
    """

    def __init__(self, clock: Callable[[], float], random: ids.Random) -> None:
        self._clock, self._random = clock, random
        # By digest: how long a look-up takes tells nothing about a token.
        self._held: dict[bytes, _Held] = {}
        self._of_connection: dict[str, bytes] = {}

    def issue(self, connection_id: str, session_id: str) -> str:
        """A token in place of the connection's last one."""
        self._held.pop(self._of_connection.pop(connection_id, b""), None)
        token = ids.secret(self._random, 32)
        digest = secrets.digest(token)
        self._held[digest] = _Held(session_id, connection_id)
        self._of_connection[connection_id] = digest
        return token

    def ended(self, connection_id: str) -> None:
        """The connection is over: its token's minute begins."""
        held = self._held.get(self._of_connection.pop(connection_id, b""))
        if held is not None:
            held.ended = self._clock()
        self._forget_old()

    def take(self, token: str) -> str | None:
        """The session that it stands for; None if it is nobody's or too old. It works once."""
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
