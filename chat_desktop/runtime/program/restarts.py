"""Restarts the host when its server has ended by an error or hangs, and gives up when that happens again and again."""

import logging
import threading
import time
from collections import deque
from dataclasses import replace

from chat_desktop import background
from chat_desktop.errors import StartError
from chat_desktop.runtime.host import Host
from chat_desktop.runtime.program import crash_reports
from chat_desktop.runtime.program.crash import Crash, cause

log = logging.getLogger(__name__)

GAVE_UP = 3
"""The exit status of a program that has given up."""
MOST_RESTARTS = 3
"""A server that ends as often within RECENT_SECONDS is not started again."""
RECENT_SECONDS = 60.0
MOVED_HERE = "Another office was moved to this computer."
PAUSE_SECONDS = 0.5  # between two tries to start, when the system refuses the first


class Restarts:
    """Starts a host and watches over it. `host.tell_crash` is called in a thread after each crash."""

    def __init__(self, host: Host) -> None:
        self.gave_up = False
        self._host = host
        self._has_started = False
        self._recent: deque[float] = deque(maxlen=MOST_RESTARTS)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._has_chosen_port = host.config.port is not None
        host.crashed = self._begin
        host.reopen = self._reopen

    @property
    def status(self) -> int:
        """The exit status of the program."""
        return GAVE_UP if self.gave_up else 0

    def start(self) -> None:
        """Starts the host. Raises what that raises.

        A server that ends meanwhile is started again after it, and another office is opened after it."""
        with self._lock:
            self._host.start()
            self._has_started = True

    def stop(self) -> None:
        """Stops the host, after a restart that has begun."""
        self._stopping.set()
        with self._lock:
            self._host.stop()

    def _begin(self, error: BaseException) -> None:
        """Restarts in a thread of its own, because that of the server has to end."""
        background.start("restart", self._restart, error)

    def _restart(self, error: BaseException) -> None:
        with self._lock:
            if self._stopping.is_set() or not self._has_started:
                return
            report = crash_reports.write(self._host.config.data, cause(error))
            self._keep_port()
            self._host.stop()
            is_restarted = self._may_restart() and self._start()
            self.gave_up = not is_restarted
        if not self._stopping.is_set():
            self._host.tell_crash(Crash(report, is_restarted, self._again))

    def _reopen(self, at_its_port: bool) -> None:
        """Closes and opens the office, in a thread of its own, because another one waits in its folder.

        With AT_ITS_PORT it is served at the port that it has had, where pages look for it, unless one was chosen here.
        """
        background.start("restart", self._open_other, at_its_port and not self._has_chosen_port)

    def _open_other(self, at_its_port: bool) -> None:
        with self._lock:
            if self._stopping.is_set() or not self._has_started:
                return
            self._keep_port()
            if at_its_port:
                self._host.config = replace(self._host.config, port=None)
            self._host.stop(MOVED_HERE)
            self.gave_up = not self._start()
        if self.gave_up:
            self._host.tell_crash(Crash(None, False, self._again))
        else:
            self._host.show(self._host.window_url())

    def _keep_port(self) -> None:
        """Existing links and open pages have this port."""
        self._host.config = replace(self._host.config, port=self._host.port)

    def _may_restart(self) -> bool:
        now = time.monotonic()
        if len(self._recent) == MOST_RESTARTS and now - self._recent[0] <= RECENT_SECONDS:
            log.critical("The server has ended %d times within %d s.", MOST_RESTARTS + 1, RECENT_SECONDS)
            return False
        self._recent.append(now)
        return True

    def _start(self) -> bool:
        """Returns whether the host serves again."""
        for _ in range(MOST_RESTARTS):
            try:
                self._host.start()
            except StartError as problem:
                log.error("The host could not be started again: %s", problem)
                if self._stopping.wait(PAUSE_SECONDS):
                    return False
            else:
                log.warning("The host serves again at port %d.", self._host.port)
                return True
        return False

    def _again(self) -> None:
        """Starts the host once more, in its own thread, because a person wants that."""
        background.start("restart", self._start_again)

    def _start_again(self) -> None:
        with self._lock:
            if self._stopping.is_set() or not self.gave_up:
                return
            self._recent.clear()
            self.gave_up = not self._start()
            is_restarted = not self.gave_up
        if not is_restarted:
            self._host.tell_crash(Crash(None, False, self._again))
