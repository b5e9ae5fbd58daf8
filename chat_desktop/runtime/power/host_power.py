"""Keeps the computer awake while people are connected, and tells everyone before it sleeps and after it has woken."""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import gevent

from chat_desktop.background import Repeated
from chat_desktop.chat.users import users
from chat_desktop.errors import ChatError, Invalid, StartError
from chat_desktop.languages.system_words import system_words
from chat_desktop.network.http.server import ServerThread
from chat_desktop.network.mdns.discovery import Discovery
from chat_desktop.power import clocks
from chat_desktop.power.stay_awake import Mode, StayAwake
from chat_desktop.power.system import Going, PowerListener, PowerSystem, this_system
from chat_desktop.realtime import Realtime
from chat_desktop.runtime.executor import Executor
from chat_desktop.runtime.power.pauses import REASONS, Pause, Pauses, Why, body
from chat_desktop.wire import host as wire

log = logging.getLogger(__name__)

CHECK_SECONDS = 2.0
TELL_SECONDS = 3.0  # login1 waits 5 s for a program, and Windows 2 s at most
UPDATE_MS = 3 * 60_000  # an update takes a minute, and a slow disk somewhat longer
SENT_SECONDS = 0.05  # what was emitted is with the system by then
ONE_WAKE_SECONDS = 5.0  # what the system and the address watch tell within this time is the same wake


class Hub(Protocol):
    """What is used of HubComponents (runtime/assembly.py)."""

    realtime: Realtime
    bridge: Executor


class HostPower:
    """The power of the host's computer. `state`, `plan` and `cancel` are called on the hub and return at once."""

    def __init__(self, data: Path, now_ms: Callable[[], int], system: PowerSystem | None = None) -> None:
        self._system = system or this_system()
        self._stay_awake = StayAwake(self._system, data)
        self._now_ms, self._pauses = now_ms, Pauses(now_ms, data)
        self._slept_before = clocks.slept()
        self._checks = Repeated("stay awake", CHECK_SECONDS, self._check)
        self._server: ServerThread | None = None
        self._hub: Hub | None = None
        self._discovery: Discovery | None = None
        self._is_away, self._woken_at = False, float("-inf")

    @contextlib.contextmanager
    def running(self, server: ServerThread, hub: Hub, discovery: Discovery) -> Iterator[None]:
        """Works within the `with` block. DISCOVERY announces the office on the network again after a sleep."""
        self._server, self._hub, self._discovery = server, hub, discovery
        self._system.start(PowerListener(self._going, self.back))
        self._checks.start()
        if self._pauses.planned is not None:
            self._on_hub(self._publish, self._pauses.planned)
        try:
            yield
        finally:
            self._checks.stop()
            self._system.stop()
            # After a crash the host is started again at once, and a restart that is planned still comes.
            if not self._is_away and server.crash is None:
                self._on_hub(self._note, self._pauses.of_stop())

    def state(self) -> dict[str, Any]:
        """Returns what the owner sees: the setting, whether the computer stays awake, sleep so far, and the plan."""
        return {
            "stay_awake": self._stay_awake.mode,
            "state": self._stay_awake.state(),
            "pause": body(self._pauses.planned),
        }

    def asleep_seconds(self) -> int:
        """Returns for how long the computer has slept since the host was started."""
        return max(0, round(clocks.slept() - self._slept_before))

    def choose(self, mode: Mode) -> None:
        """Stores the setting, which is applied within two seconds. Called off the hub. Raises Invalid."""
        try:
            self._stay_awake.choose(mode)
        except OSError as problem:
            raise Invalid("stay_awake", "setting_cannot_stored", {"why": system_words(problem)}) from None

    def plan(self, at: int | None, minutes: int) -> None:
        """Tells everyone that the office restarts AT a moment in ms, or now, and for so many MINUTES."""
        self._publish(self._pauses.plan(at, minutes))

    def cancel(self) -> None:
        """Tells everyone that the office does not pause after all."""
        self._pauses.cancel()
        self._publish(None)

    def keep_plan(self) -> None:
        """Stores what is planned, for a host that is started again in between. Called off the hub."""
        self._pauses.keep()

    def begin(self, why: Why, until: int | None = None) -> None:
        """Tells everyone that the office pauses now; called off the hub. It returns when all have been told."""
        self._is_away = True
        self._on_hub(self._tell, Pause(why, 0, until))

    def begin_update(self) -> None:
        """Tells everyone that the program is updated now, and when it is back."""
        self.begin("update", self._now_ms() + UPDATE_MS)

    def back(self) -> None:
        """Follows a wake, or a shutdown that was cancelled: everyone connects again; called in any thread."""
        if self._is_away:
            self._is_away = False
            self._on_hub(self._welcome_back)
        now = time.monotonic()
        if self._discovery is not None and now - self._woken_at >= ONE_WAKE_SECONDS:
            self._woken_at = now
            self._discovery.announce_again()

    def _going(self, why: Going) -> None:
        log.info("The computer is about to %s.", "sleep" if why == "sleep" else "shut down")
        self.begin(why)

    def _check(self) -> None:
        if self._pauses.is_over():
            self._pauses.keep()
            self._on_hub(self._publish, None)
        with contextlib.suppress(TimeoutError, StartError, ChatError):  # the server is busy, or stops just now
            self._stay_awake.check(self._count)

    def _count(self) -> int:
        assert self._server is not None
        return self._server.call(self._others, timeout=CHECK_SECONDS)

    def _on_hub(self, function: Callable[..., Any], *args: Any) -> None:
        """Calls FUNCTION on the hub, if the host serves."""
        if self._server is None:
            return
        with contextlib.suppress(TimeoutError, StartError):
            self._server.call(function, *args, timeout=TELL_SECONDS)

    def _others(self) -> int:
        """Returns how many connections there are besides those of the host's own window."""
        assert self._hub is not None
        connections, own = self._hub.realtime.connections, self._hub.bridge.read(users.window_user_id)
        others = [each for user_id in connections.users() for each in connections.of_user(user_id)]
        return sum(each.identity.user_id != own or not _is_here(each.address) for each in others)

    def _publish(self, pause: Pause | None) -> None:
        if self._hub is not None:  # a host for a command of the command line tells nobody
            self._hub.realtime.publisher.pauses.plan(body(pause))

    def _note(self, pause: Pause) -> None:
        if self._hub is not None:
            self._hub.realtime.publisher.pauses.note(wire.stop(pause.why, pause.until))

    def _tell(self, pause: Pause) -> None:
        assert self._hub is not None
        self._note(pause)
        self._hub.realtime.publisher.pauses.stopping(REASONS[pause.why])
        gevent.sleep(SENT_SECONDS)

    def _welcome_back(self) -> None:
        assert self._hub is not None
        # A page that was connected all the time does not know otherwise that the office goes on.
        self._note(Pause("closed", 0, None))
        self._hub.realtime.transport.reconnect_all()


def _is_here(address: str) -> bool:
    return address.startswith("127.") or address == "::1"
