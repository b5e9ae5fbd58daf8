"""Knocks: a newcomer gives a name, and the owner or an admin lets them in. They are in memory only: a restart of the
host forgets them.

The page of the newcomer holds a secret token. Both screens show the same two digits, so that the right person is let
in. The IP address is shown and limits the number of knocks, and decides nothing else.
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
# An admitted phone may be asleep: its person has an account already and must be able to use it.
ENTERS_SECONDS = 24 * 60 * 60.0
MOST = 20
MOST_OF_ADDRESS = 3
# Of one address in WAITS_SECONDS, withdrawn and refused ones too, so that nobody can knock without end.
MOST_REQUESTS = 12
KEPT_ADDRESSES = 1_000


@dataclass(slots=True)
class _PendingKnock:
    token: str
    shown: Knock
    key: str
    since: float
    state: State = "waiting"
    user_id: str = ""


class Knocks:
    """All knocks.

    It is used on the hub only. `clock` returns monotonic seconds, `now` ms since 1970. `changed(knocks)` is called with
    all waiting knocks whenever they change.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        now: Callable[[], int],
        random: ids.Random,
        changed: Callable[[tuple[Knock, ...]], None],
    ) -> None:
        self._clock, self._now, self._random, self._changed = clock, now, random, changed
        self._by_id: dict[str, _PendingKnock] = {}
        self._requests: defaultdict[str, deque[float]] = defaultdict(deque)

    def count_request(self, address: str) -> None:
        """Counts a request, before the name is checked. Raises RateLimited.

        It counts whatever the result, so that strangers cannot find out which names are taken.
        """
        self._forget_over()
        requests = self._recent_requests(address)
        if len(requests) >= MOST_REQUESTS:
            raise RateLimited(requests[0] + WAITS_SECONDS - self._clock(), "youve_asked_several_times_ask")
        if len(self._requests) >= KEPT_ADDRESSES:
            self._requests = defaultdict(deque, list(self._requests.items())[-KEPT_ADDRESSES // 2 :])
        self._requests[address].append(self._clock())

    def knock(self, name: str, browser: Browser) -> tuple[str, Knock]:
        """Returns the token and the new knock, which waits for WAITS_SECONDS.

        The name is cleaned and free. Raises RateLimited.
        """
        self._drop_former(browser.address, names.key(name))
        self._check_free_place(browser.address)
        shown = Knock(
            ids.short_id(self._random),
            name,
            user_agents.describe(browser.agent),
            browser.address,
            self._digits(),
            self._now(),
        )
        found = _PendingKnock(ids.secret(self._random), shown, names.key(name), self._clock())
        self._by_id[shown.id] = found
        self._notify()
        return found.token, shown

    def waiting(self) -> tuple[Knock, ...]:
        """Returns the knocks that wait for an answer."""
        self._forget_over()
        return tuple(found.shown for found in self._by_id.values() if found.state == "waiting")

    def state(self, token: str) -> Literal["waiting", "admitted", "refused", "gone"]:
        """Returns the state of a knock for its newcomer."""
        self._forget_over()
        found = self._of_token(token)
        return "gone" if found is None else "waiting" if found.state == "answering" else found.state

    def withdraw(self, token: str) -> None:
        """Removes a knock that its newcomer takes back."""
        found = self._of_token(token)
        if found and found.state in ("waiting", "refused"):
            self._drop(found)

    @contextlib.contextmanager
    def answering(self, knock_id: str) -> Iterator[Knock]:
        """Prevents that anybody else answers this knock inside of the block.

        If the answer fails, the knock waits on. Raises NotFound when it does not wait any more.
        """
        self._forget_over()
        found = self._by_id.get(knock_id)
        if found is None or found.state != "waiting":
            raise NotFound("someone_already_answered_theyve_stopped")
        found.state = "answering"
        try:
            yield found.shown
        finally:
            if found.state == "answering":
                found.state = "waiting"
        self._notify()

    def admit(self, knock_id: str, user_id: str) -> None:
        """Marks a knock as admitted."""
        found = self._by_id[knock_id]
        found.state, found.user_id, found.since = "admitted", user_id, self._clock()

    def refuse(self, knock_id: str) -> None:
        """Marks a knock as refused."""
        self._by_id[knock_id].state = "refused"

    @contextlib.contextmanager
    def entering(self, token: str) -> Iterator[str]:
        """Yields the user id of an admitted newcomer. The token works once, unless the block fails. Raises NotFound."""
        self._forget_over()
        found = self._of_token(token)
        if found is None or found.state != "admitted":
            raise NotFound("nobody_let_yet")
        del self._by_id[found.shown.id]
        try:
            yield found.user_id
        except BaseException:
            self._by_id[found.shown.id] = found
            raise

    def close(self) -> None:
        """Removes all waiting knocks, after knocking was turned off."""
        for found in [found for found in self._by_id.values() if found.state == "waiting"]:
            del self._by_id[found.shown.id]
        self._notify()

    def _drop_former(self, address: str, key: str) -> None:
        """Drops the former knock of a page that was loaded again: it is the same person."""
        for found in list(self._by_id.values()):
            if found.state == "waiting" and found.shown.address == address and found.key == key:
                del self._by_id[found.shown.id]

    def _check_free_place(self, address: str) -> None:
        waiting = [found for found in self._by_id.values() if found.state == "waiting"]
        mine = [found for found in waiting if found.shown.address == address]
        full = mine if len(mine) >= MOST_OF_ADDRESS else waiting if len(waiting) >= MOST else []
        if full:
            rest = min(found.since for found in full) + WAITS_SECONDS - self._clock()
            raise RateLimited(rest, "several_people_already_waiting_join")

    def _recent_requests(self, address: str) -> deque[float]:
        requests = self._requests.get(address) or deque[float]()
        while requests and requests[0] <= self._clock() - WAITS_SECONDS:
            requests.popleft()
        return requests

    def _digits(self) -> str:
        """Returns two digits that no other waiting knock has. At most 20 wait, so most of the hundred are free."""
        used = {found.shown.digits for found in self._by_id.values() if found.state == "waiting"}
        while (digits := f"{int.from_bytes(self._random(4), 'big') % 100:02}") in used:
            pass
        return digits

    def _forget_over(self) -> None:
        over = [found for found in self._by_id.values() if self._is_over(found)]
        for found in over:
            del self._by_id[found.shown.id]
        if any(found.state == "waiting" for found in over):
            self._notify()

    def _is_over(self, found: _PendingKnock) -> bool:
        return self._clock() - found.since >= (ENTERS_SECONDS if found.state == "admitted" else WAITS_SECONDS)

    def _drop(self, found: _PendingKnock) -> None:
        del self._by_id[found.shown.id]
        self._notify()

    def _of_token(self, token: str) -> _PendingKnock | None:
        return next((found for found in self._by_id.values() if same(found.token, token)), None)

    def _notify(self) -> None:
        self._changed(tuple(found.shown for found in self._by_id.values() if found.state == "waiting"))
