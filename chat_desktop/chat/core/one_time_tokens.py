"""Tokens that work once: for the set-up, and for the window at each start. They are only kept in memory."""

from collections.abc import Callable

from chat_desktop.chat.core import ids
from chat_desktop.chat.core.secrets import same


class OneTimeTokens:
    """A token is valid for `seconds`, or until it is used when that is None. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float], random: ids.Random, seconds: float | None = None) -> None:
        self._clock, self._random, self._seconds = clock, random, seconds
        self._tokens: dict[str, float] = {}

    def issue(self) -> str:
        """Returns a new token."""
        token = ids.secret(self._random)
        self._tokens[token] = self._clock()
        return token

    def is_valid(self, token: str) -> bool:
        """Returns whether the token would work. It stays valid, so that a form can be corrected and sent again."""
        return self._find(token) is not None

    def take(self, token: str) -> bool:
        """Invalidates the token, and returns whether it was valid."""
        found = self._find(token)
        return found is not None and self._tokens.pop(found, None) is not None

    def _find(self, token: str) -> str | None:
        now = self._clock()
        live = [known for known, at in self._tokens.items() if self._seconds is None or now - at < self._seconds]
        self._tokens = {known: self._tokens[known] for known in live}
        return next((known for known in live if same(known, token)), None)
