"""Implements the power management on Linux with login1, which also works for a host without a window or a session."""

import logging
from typing import Any

from chat_desktop import background
from chat_desktop.languages.sentences import sentence
from chat_desktop.power import mains
from chat_desktop.power.login_bus import LoginBus
from chat_desktop.power.system import Going, PowerListener

log = logging.getLogger(__name__)

RETRY_SECONDS = 30.0
# Desktops show who keeps the computer awake, and why.
PAUSES, CONNECTED = sentence("system.pauses"), sentence("system.people_connected")
_GOING: dict[str, Going] = {"PrepareForSleep": "sleep", "PrepareForShutdown": "shutdown"}


class LoginManager:
    """See PowerSystem for its methods. The locks are taken and given back in a thread of its own.

    The delay lock gives everyone time to be told; login1 waits 5 s for it by default. The block lock keeps the computer
    awake. Each is a file descriptor, and ends when it is closed, also by the end of this process.
    """

    def __init__(self, retry_seconds: float = RETRY_SECONDS) -> None:
        self._retry_seconds = retry_seconds
        self._bus: LoginBus | None = None
        self._delay: Any = None
        self._block: Any = None
        self._wanted = False
        self._tasks = background.TaskQueue("power")

    def start(self, listener: PowerListener) -> None:
        self._listener = listener
        self._tasks.start()
        self._tasks.submit("take the locks of login1", self._take)

    def stop(self) -> None:
        self._tasks.submit("give the locks back", self._leave)
        self._tasks.stop()

    def keep_awake(self, wanted: bool) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._tasks.submit("keep awake", self._take if wanted else self._let_sleep)

    def keeps_awake(self) -> bool:
        return self._block is not None

    def is_known(self) -> bool:
        return self._delay is not None

    def on_mains(self) -> bool:
        return mains.on_mains()

    def _take(self) -> None:
        """Takes the locks that are missing. What is refused is tried again later."""
        if not self._connect():
            return
        assert self._bus is not None
        if self._delay is None:
            self._delay = self._bus.inhibit("sleep:shutdown", PAUSES.in_language_of_system(), "delay")
        if self._wanted and self._block is None:
            self._block = self._bus.inhibit("idle:sleep", CONNECTED.in_language_of_system(), "block")
        if self._delay is None or (self._wanted and self._block is None):
            self._again()

    def _connect(self) -> bool:
        if self._bus is None:
            try:
                self._bus = LoginBus(self._told, self._lost)
            except (OSError, KeyError, ValueError, RuntimeError, EOFError) as problem:
                log.debug("There is no system bus: %r.", problem)
                self._again()
        return self._bus is not None

    def _again(self) -> None:
        self._tasks.submit("take the locks of login1 again", self._take, self._retry_seconds)

    def _let_sleep(self) -> None:
        self._block = _give_back(self._block)

    def _told(self, member: str, starts: bool) -> None:
        if (why := _GOING.get(member)) is not None:
            task = (lambda: self._going(why)) if starts else self._back
            self._tasks.submit(f"{member} {starts}", task)

    def _going(self, why: Going) -> None:
        try:
            self._listener.going(why)
        finally:
            self._delay = _give_back(self._delay)

    def _back(self) -> None:
        self._take()
        self._listener.back()

    def _lost(self) -> None:
        self._tasks.submit("leave the bus", self._forget)

    def _forget(self) -> None:
        self._leave()
        self._again()

    def _leave(self) -> None:
        self._delay, self._block = _give_back(self._delay), _give_back(self._block)
        if self._bus is not None:
            self._bus.close()
            self._bus = None


def _give_back(lock: Any) -> Any:
    """Gives a lock back, if there is one, and returns None."""
    if lock is not None:
        lock.close()
    return None
