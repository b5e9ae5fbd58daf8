"""Knocking: a newcomer gives a name, the owner or an admin lets them in. In memory: a restart of the host forgets it.

The newcomer's page holds a secret token. Both screens show the same two digits, so that the one who is let in is the
one who stands there. Nobody's address decides anything: it bounds how many may wait, and is shown.
"""

import contextlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from chat_desktop.chat.core import ids, names
from chat_desktop.chat.core.records import Knock
from chat_desktop.chat.core.secrets import same
from chat_desktop.chat.users import user_agents
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import NotFound, RateLimited

State = Literal["waiting", "answering", "admitted", "refused"]

WAITS_SECONDS = 10 * 60.0
# An admitted phone may sleep in a pocket: its person has an account already and must find the way in.
ENTERS_SECONDS = 24 * 60 * 60.0
MOST = 20
MOST_OF_ADDRESS = 3
# Of one address in WAITS_SECONDS, withdrawn and refused ones too: whoever is refused must not ring on and on.
MOST_RINGS = 12
KEPT_ADDRESSES = 1_000


@dataclass(slots=True)
class _AtDoor:
    token: str
    shown: Knock
    key: str
    since: float
    state: State = "waiting"
    user_id: str = ""


class Knocks:
    """Lives on the hub. `clock` in seconds, monotonic; `now` the wall clock in ms. `changed(knocks)` is called with
    all who wait whenever these are others."""

    def __init__(
        self,
        clock: Callable[[], float],
        now: Callable[[], int],
        random: ids.Random,
        changed: Callable[[tuple[Knock, ...]], None],
    ) -> None:
        self._clock, self._now, self._random, self._changed = clock, now, random, changed
        self._by_id: dict[str, _AtDoor] = {}
        self._rings: defaultdict[str, deque[float]] = defaultdict(deque)

    def ring(self, address: str) -> None:
        """Before a name is looked at: raises RateLimited. Counted whatever comes of it, or strangers could ask for one
        name after the other who works here."""
        self._forget_over()
        rings = self._recent_rings(address)
        if len(rings) >= MOST_RINGS:
            raise RateLimited(rings[0] + WAITS_SECONDS - self._clock(), "You've asked several times. Ask for the link.")
        if len(self._rings) >= KEPT_ADDRESSES:
            self._rings = defaultdict(deque, list(self._rings.items())[-KEPT_ADDRESSES // 2 :])
        self._rings[address].append(self._clock())

    def knock(self, name: str, browser: Browser) -> tuple[str, Knock]:
        """The token and the knock, for WAITS_SECONDS. NAME is cleaned and free. Raises RateLimited."""
        self._drop_former(browser.address, names.key(name))
        self._check_room(browser.address)
        shown = Knock(
            ids.short_id(self._random),
            name,
            user_agents.describe(browser.agent),
            browser.address,
            self._digits(),
            self._now(),
        )
        found = _AtDoor(ids.secret(self._random), shown, names.key(name), self._clock())
        self._by_id[shown.id] = found
        self._tell()
        return found.token, shown

    def waiting(self) -> tuple[Knock, ...]:
        self._forget_over()
        return tuple(found.shown for found in self._by_id.values() if found.state == "waiting")

    def state(self, token: str) -> Literal["waiting", "admitted", "refused", "gone"]:
        self._forget_over()
        found = self._of_token(token)
        return "gone" if found is None else "waiting" if found.state == "answering" else found.state

    def withdraw(self, token: str) -> None:
        found = self._of_token(token)
        if found and found.state in ("waiting", "refused"):
            self._drop(found)

    @contextlib.contextmanager
    def answering(self, knock_id: str) -> Iterator[Knock]:
        """Inside, nobody else can answer this knock; when the answer fails, it waits on. Raises NotFound when it does
        not wait any more."""
        self._forget_over()
        found = self._by_id.get(knock_id)
        if found is None or found.state != "waiting":
            raise NotFound("Someone has already answered, or they've stopped waiting.")
        found.state = "answering"
        try:
            yield found.shown
        finally:
            if found.state == "answering":
                found.state = "waiting"
        self._tell()

    def admit(self, knock_id: str, user_id: str) -> None:
        found = self._by_id[knock_id]
        found.state, found.user_id, found.since = "admitted", user_id, self._clock()

    def refuse(self, knock_id: str) -> None:
        self._by_id[knock_id].state = "refused"

    @contextlib.contextmanager
    def entering(self, token: str) -> Iterator[str]:
        """The user id of whoever was admitted; the token works once, unless what is done inside fails. Raises
        NotFound."""
        self._forget_over()
        found = self._of_token(token)
        if found is None or found.state != "admitted":
            raise NotFound("Nobody has let you in yet.")
        del self._by_id[found.shown.id]
        try:
            yield found.user_id
        except BaseException:
            self._by_id[found.shown.id] = found
            raise

    def close(self) -> None:
        """The way was closed: nobody waits in vain."""
        for found in [found for found in self._by_id.values() if found.state == "waiting"]:
            del self._by_id[found.shown.id]
        self._tell()

    def _drop_former(self, address: str, key: str) -> None:
        """A page that was loaded again knocks again: it is the same person, not a second one."""
        for found in list(self._by_id.values()):
            if found.state == "waiting" and found.shown.address == address and found.key == key:
                del self._by_id[found.shown.id]

    def _check_room(self, address: str) -> None:
        waiting = [found for found in self._by_id.values() if found.state == "waiting"]
        mine = [found for found in waiting if found.shown.address == address]
        full = mine if len(mine) >= MOST_OF_ADDRESS else waiting if len(waiting) >= MOST else []
        if full:
            rest = min(found.since for found in full) + WAITS_SECONDS - self._clock()
            raise RateLimited(rest, "Several people are already waiting to join. Try again in a while.")

    def _recent_rings(self, address: str) -> deque[float]:
        rings = self._rings.get(address) or deque[float]()
        while rings and rings[0] <= self._clock() - WAITS_SECONDS:
            rings.popleft()
        return rings

    def _digits(self) -> str:
        """Two digits that nobody else at the door has: at most 20 wait, so most of the hundred are free."""
        used = {found.shown.digits for found in self._by_id.values() if found.state == "waiting"}
        while (digits := f"{int.from_bytes(self._random(4), 'big') % 100:02}") in used:
            pass
        return digits

    def _forget_over(self) -> None:
        over = [found for found in self._by_id.values() if self._is_over(found)]
        for found in over:
            del self._by_id[found.shown.id]
        if any(found.state == "waiting" for found in over):
            self._tell()

    def _is_over(self, found: _AtDoor) -> bool:
        return self._clock() - found.since >= (ENTERS_SECONDS if found.state == "admitted" else WAITS_SECONDS)

    def _drop(self, found: _AtDoor) -> None:
        del self._by_id[found.shown.id]
        self._tell()

    def _of_token(self, token: str) -> _AtDoor | None:
        return next((found for found in self._by_id.values() if same(found.token, token)), None)

    def _tell(self) -> None:
        self._changed(tuple(found.shown for found in self._by_id.values() if found.state == "waiting"))
