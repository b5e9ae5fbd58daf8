"""The devices that have tried to join in the last minutes, and how far they got. Helps with a phone that cannot
connect.

The list is kept in memory only. It comes from strangers and decides nothing.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.users import user_agents
from chat_desktop.chat.users.anonymous_limits import AnonymousLimits

KEPT_SECONDS = 15 * 60.0
MOST = 60  # devices; past it the oldest are dropped
MOST_AN_ADDRESS = 8  # so that a flood from one address does not displace the others
SLOW_SECONDS = 10.0  # a step of the page that takes longer has failed
REPORTS, ALL_REPORTS = 5, 100  # in a second: from one address, and in all
MOST_WORDS = 160  # code points of an error message

State = Literal["on_the_way", "stopped", "in"]
Transport = Literal["websocket", "polling"]


@dataclass(slots=True)
class JoinAttempt:
    """One device, by its address and its browser. `at` is the time of its last step, in ms since 1970.

    `problem` is empty or says why it does not get on: the code of an error, or script_missing, script_error (`error`
    has the text), socket_missing, polling, trust (it was sent the page that explains secure mode).
    """

    id: str
    address: str
    device: str
    at: int = 0
    moved: float = 0.0  # the same by the monotonic clock
    page: bool = False
    script: bool = False
    signed_in: bool = False
    joined: bool = False
    socket: Transport | None = None
    sid: str = ""
    user_id: str | None = None
    refused: str = ""
    error: str = ""
    no_socket: bool = False
    explained: bool = False
    published: tuple[State, str] = ("on_the_way", "")

    def standing(self, now: float) -> tuple[State, str]:
        """Returns the state and the problem. A page whose script has not reported in time has stopped."""
        if self.socket:
            return "in", "polling" if self.socket == "polling" else ""
        if self.refused:
            return "stopped", self.refused
        if self.error:
            return "stopped", "script_error"
        if self.explained:
            return "on_the_way", "trust"
        late = now - self.moved > SLOW_SECONDS
        if self.signed_in:
            return ("stopped", "socket_missing") if late or self.no_socket else ("on_the_way", "")
        if self.page and not self.script and late:
            return "stopped", "script_missing"
        return "on_the_way", ""


class JoinAttempts:
    """All recent attempts. `clock` returns monotonic seconds, `now` ms since 1970. It is used on the hub only."""

    def __init__(self, clock: Callable[[], float], now: Callable[[], int]) -> None:
        self._clock, self._now = clock, now
        self._by_device: OrderedDict[tuple[str, str], JoinAttempt] = OrderedDict()
        self._count = 0
        self._changed = False
        self._reports = AnonymousLimits(clock, REPORTS, ALL_REPORTS)

    def bound(self, address: str) -> None:
        """Limits the reports of pages. Raises RateLimited."""
        self._reports.count(address)

    def reached(self, address: str, agent: str, user_id: str | None = None) -> None:
        """The page was sent: a new attempt. USER_ID is set if the browser is signed in already."""
        old = self._find(address, agent)
        self._by_device[address, old.device] = JoinAttempt(
            old.id, address, old.device, page=True, signed_in=user_id is not None, user_id=user_id
        )
        self._touch(self._by_device[address, old.device])

    def explained(self, address: str, agent: str) -> None:
        """The device was sent the page that explains secure mode."""
        self.reached(address, agent)
        self._find(address, agent).explained = True

    def ran(self, address: str, agent: str) -> None:
        """The script of the page has started."""
        arrival = self._find(address, agent)
        arrival.script = arrival.page = True
        self._touch(arrival)

    def failed(self, address: str, agent: str, words: str) -> None:
        """The script of the page reports an error."""
        arrival = self._find(address, agent)
        arrival.page, arrival.error = True, "".join(c for c in words[:MOST_WORDS] if c.isprintable())
        self._touch(arrival)

    def no_socket(self, address: str, agent: str) -> None:
        """The page reports that it reaches the host by HTTP only."""
        arrival = self._find(address, agent)
        arrival.no_socket = True
        self._touch(arrival)

    def refused(self, address: str, agent: str, code: str) -> None:
        """A request was refused with an error: by the access checks, in joining or in signing in."""
        arrival = self._find(address, agent)
        arrival.refused = code
        self._touch(arrival)

    def signed_in(self, address: str, agent: str, user_id: str, joined: bool) -> None:
        """The browser was given a session."""
        arrival = self._find(address, agent)
        arrival.page = arrival.script = arrival.signed_in = True
        arrival.joined, arrival.user_id, arrival.refused, arrival.error = joined, user_id, "", ""
        self._touch(arrival)

    def connected(self, address: str, agent: str, user_id: str, sid: str, transport: Transport) -> None:
        """The socket is open and was sent the welcome."""
        arrival = self._find(address, agent)
        arrival.page = arrival.script = arrival.signed_in = True
        arrival.user_id, arrival.sid, arrival.socket, arrival.no_socket = user_id, sid, transport, False
        arrival.refused = arrival.error = ""
        self._touch(arrival)

    def polling(self) -> list[JoinAttempt]:
        """Returns the attempts that connected without a WebSocket."""
        return [arrival for arrival in self._by_device.values() if arrival.socket == "polling"]

    def upgraded(self, arrival: JoinAttempt) -> None:
        """The connection has been upgraded to a WebSocket."""
        arrival.socket = "websocket"
        self._changed = True

    def listed(self) -> list[JoinAttempt]:
        """Returns all attempts, the newest first."""
        self._settle()
        return sorted(self._by_device.values(), key=lambda arrival: -arrival.moved)

    def standing(self, arrival: JoinAttempt) -> tuple[State, str]:
        """Returns the state and the problem of an attempt."""
        return arrival.standing(self._clock())

    def take_changed(self) -> bool:
        """Returns whether the list has changed since the last call."""
        self._settle()
        changed, self._changed = self._changed, False
        return changed

    def _settle(self) -> None:
        now = self._clock()
        for key, arrival in list(self._by_device.items()):
            if now - arrival.moved > KEPT_SECONDS:
                del self._by_device[key]
                self._changed = True
            elif arrival.standing(now) != arrival.published:
                arrival.published = arrival.standing(now)
                self._changed = True

    def _find(self, address: str, agent: str) -> JoinAttempt:
        device = user_agents.describe(agent)
        found = self._by_device.get((address, device))
        if found is None:
            self._make_room(address)
            self._count += 1
            found = self._by_device[address, device] = JoinAttempt(str(self._count), address, device)
        return found

    def _make_room(self, address: str) -> None:
        mine = [key for key in self._by_device if key[0] == address]
        if len(mine) >= MOST_AN_ADDRESS:
            del self._by_device[mine[0]]
        elif len(self._by_device) >= MOST:
            self._by_device.popitem(last=False)

    def _touch(self, arrival: JoinAttempt) -> None:
        arrival.at, arrival.moved = self._now(), self._clock()
        arrival.published = arrival.standing(arrival.moved)
        self._by_device.move_to_end((arrival.address, arrival.device))
        self._changed = True


def require_examine_permission(reading: Reading, session_id: str) -> None:
    """Raises NotSignedIn, or Forbidden for everybody but the owner and admins."""
    policy.examine_host(actors.find(reading, session_id))


def require_firewall_permission(reading: Reading, session_id: str) -> None:
    """Raises NotSignedIn, or Forbidden when the actor may not change the host's firewall."""
    policy.change_computer(actors.find(reading, session_id))
