"""Makes this computer a stand-by in its window: it shows a code, which the owner of the office types at the host."""

import logging
import socket
from collections.abc import Callable
from typing import Any

from chat_desktop import background
from chat_desktop.config import Config
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.standby.enrolment import Enrolling
from chat_desktop.runtime.start.listening import Listener, listener

log = logging.getLogger(__name__)


class EnrollingHere:
    """`begin`, `withdraw` and `state` are called on the hub. ENROLLED is called in a thread when it is a stand-by."""

    def __init__(self, config: Callable[[], Config], enrolled: Callable[[], None]) -> None:
        self._config, self._enrolled = config, enrolled
        self._listener: Listener | None = None
        self._code = ""
        self._problem: BackupFailed | None = None

    def begin(self) -> None:
        """Waits for the owner of an office, unless it does so already. Raises Invalid when it cannot."""
        if self._listener is not None:
            return
        self._listener = listener(self._config().host)
        enrolling, self._problem = Enrolling(self._config().data, socket.gethostname()), None
        self._code = enrolling.code
        background.start("enrolling", self._serve, enrolling, self._listener)

    def withdraw(self) -> None:
        """Ends the waiting."""
        waiting, self._listener, self._problem = self._listener, None, None
        if waiting is not None:
            waiting.sock.close()

    def state(self) -> dict[str, Any]:
        """Returns what is shown: `code`, `port` and `addresses` while it waits; `problem` of the last try."""
        said: dict[str, Any] = {}
        if self._problem is not None:
            said["problem"] = self._problem.shown()
        if (waiting := self._listener) is not None:
            said |= {"code": self._code, "port": waiting.port, "addresses": waiting.addresses()}
        return said

    def _serve(self, enrolling: Enrolling, waiting: Listener) -> None:
        try:
            with waiting.sock, told("enrol"):
                found = enrolling.serve(waiting.sock)
        except BackupFailed as problem:
            if self._listener is waiting:
                self._listener, self._problem = None, problem
                log.warning("This computer did not become a stand-by: %s", problem)
            return
        if self._listener is waiting:
            self._listener = None
        log.info("This computer is a stand-by of %s now.", found.office_name)
        self._enrolled()
