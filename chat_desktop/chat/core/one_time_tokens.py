"""Tokens that work once: the set-up's, and the window's at each start. In memory only."""

from collections.abc import Callable

from chat_desktop.chat.core import ids
from chat_desktop.chat.core.secrets import same


class OneTimeTokens:
    """`seconds`: how long a token lives, None until it is used. `clock` in seconds, monotonic."""

    def __init__(self, clock: Callable[[], float], random: ids.Random, seconds: float | None = None) -> None:
        self._clock, self._random, self._seconds = clock, random, seconds
        self._tokens: dict[str, float] = {}

    def issue(self) -> str:
        token = ids.secret(self._random)
        self._tokens[token] = self._clock()
        return token

    def is_valid(self, token: str) -> bool:
        """Whether it would work; it stays usable, for a form that was filled in wrongly."""
        return self._find(token) is not None

    def take(self, token: str) -> bool:
        """Uses it up."""
        found = self._find(token)
        return found is not None and self._tokens.pop(found, None) is not None

    def _find(self, token: str) -> str | None:
        now = self._clock()
        live = [known for known, at in self._tokens.items() if self._seconds is None or now - at < self._seconds]
        self._tokens = {known: self._tokens[known] for known in live}
        return next((known for known in live if same(known, token)), None)
