"""Who has come to the door in the last minutes and how far they got: for the person who holds a phone that does not
get in. In memory, never kept; a hint from strangers, on which nothing is decided."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.users import user_agents
from chat_desktop.chat.users.anonymous_limits import AnonymousLimits

KEPT_SECONDS = 15 * 60.0
MOST = 60  # devices; the oldest make room
MOST_AN_ADDRESS = 8  # so that a flood from one address does not push the others off the list
SLOW_SECONDS = 10.0  # a step of the page's own that takes longer has failed
REPORTS, ALL_REPORTS = 5, 100  # of pages in a second: from one address, and in all
MOST_WORDS = 160  # code points of what a page says went wrong

State = Literal["on_the_way", "stopped", "in"]
Transport = Literal["websocket", "polling"]


@dataclass(slots=True)
class JoinAttempt:
    """One device, by its address and what its browser calls itself. `at`: of its last step, in ms since 1970.

    `problem`: "" or why it does not get on: an error's code, or script_missing, script_error (`error` says which),
    socket_missing, polling, trust (it sees the page that explains secure mode)."""

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
    told: tuple[State, str] = ("on_the_way", "")

    def standing(self, now: float) -> tuple[State, str]:
        """How it stands, and the problem. A page whose script never spoke has stopped."""
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
    """`clock` in monotonic seconds, `now` in ms since 1970. All of it on the hub."""

    def __init__(self, clock: Callable[[], float], now: Callable[[], int]) -> None:
        self._clock, self._now = clock, now
        self._by_device: OrderedDict[tuple[str, str], JoinAttempt] = OrderedDict()
        self._count = 0
        self._changed = False
        self._reports = AnonymousLimits(clock, REPORTS, ALL_REPORTS)

    def bound(self, address: str) -> None:
        """Before what a page says of itself is heard. Raises RateLimited."""
        self._reports.count(address)

    def reached(self, address: str, agent: str, user_id: str | None = None) -> None:
        """The page was sent, to somebody who is signed in already or not: a new try."""
        old = self._find(address, agent)
        self._by_device[address, old.device] = JoinAttempt(
            old.id, address, old.device, page=True, signed_in=user_id is not None, user_id=user_id
        )
        self._touch(self._by_device[address, old.device])

    def explained(self, address: str, agent: str) -> None:
        """It was sent the page that explains secure mode, instead of the one it came for."""
        self.reached(address, agent)
        self._find(address, agent).explained = True

    def ran(self, address: str, agent: str) -> None:
        """The page's script has started."""
        arrival = self._find(address, agent)
        arrival.script = arrival.page = True
        self._touch(arrival)

    def failed(self, address: str, agent: str, words: str) -> None:
        """The page's script says that it met an error."""
        arrival = self._find(address, agent)
        arrival.page, arrival.error = True, "".join(c for c in words[:MOST_WORDS] if c.isprintable())
        self._touch(arrival)

    def no_socket(self, address: str, agent: str) -> None:
        """The page says that it reaches the host by HTTP and by nothing else."""
        arrival = self._find(address, agent)
        arrival.no_socket = True
        self._touch(arrival)

    def refused(self, address: str, agent: str, code: str) -> None:
        """It was sent away with an error: at the outer door, in joining or in signing in."""
        arrival = self._find(address, agent)
        arrival.refused = code
        self._touch(arrival)

    def signed_in(self, address: str, agent: str, user_id: str, joined: bool) -> None:
        arrival = self._find(address, agent)
        arrival.page = arrival.script = arrival.signed_in = True
        arrival.joined, arrival.user_id, arrival.refused, arrival.error = joined, user_id, "", ""
        self._touch(arrival)

    def connected(self, address: str, agent: str, user_id: str, sid: str, transport: Transport) -> None:
        """Its socket is open, and it has been welcomed."""
        arrival = self._find(address, agent)
        arrival.page = arrival.script = arrival.signed_in = True
        arrival.user_id, arrival.sid, arrival.socket, arrival.no_socket = user_id, sid, transport, False
        arrival.refused = arrival.error = ""
        self._touch(arrival)

    def polling(self) -> list[JoinAttempt]:
        """Those that had to do without a WebSocket when they connected."""
        return [arrival for arrival in self._by_device.values() if arrival.socket == "polling"]

    def upgraded(self, arrival: JoinAttempt) -> None:
        """It found its way to a WebSocket after all."""
        arrival.socket = "websocket"
        self._changed = True

    def listed(self) -> list[JoinAttempt]:
        """The newest first."""
        self._settle()
        return sorted(self._by_device.values(), key=lambda arrival: -arrival.moved)

    def standing(self, arrival: JoinAttempt) -> tuple[State, str]:
        return arrival.standing(self._clock())

    def take_changed(self) -> bool:
        """Whether something is to be told since the last time: a step, or that none has come for too long."""
        self._settle()
        changed, self._changed = self._changed, False
        return changed

    def _settle(self) -> None:
        now = self._clock()
        for key, arrival in list(self._by_device.items()):
            if now - arrival.moved > KEPT_SECONDS:
                del self._by_device[key]
                self._changed = True
            elif arrival.standing(now) != arrival.told:
                arrival.told = arrival.standing(now)
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
        arrival.told = arrival.standing(arrival.moved)
        self._by_device.move_to_end((arrival.address, arrival.device))
        self._changed = True


def require_examine_permission(reading: Reading, session_id: str) -> None:
    """The doctor and the arrivals are for the owner and admins. Raises Forbidden."""
    policy.examine_host(actors.find(reading, session_id))


def require_firewall_permission(reading: Reading, session_id: str) -> None:
    policy.change_computer(actors.find(reading, session_id))
