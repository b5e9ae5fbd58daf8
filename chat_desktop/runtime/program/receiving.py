"""Receives an office from another computer while this host waits to be set up, and then serves that office.

The office that is to be set up is empty, so it is replaced: what has arrived counts from the moment at which the other
computer has stopped, and the host is opened again with it.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from chat_desktop import background
from chat_desktop.config import Config
from chat_desktop.errors import Invalid
from chat_desktop.operations.backup import folder_swap
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving.receiving import Receiver
from chat_desktop.runtime.start.listening import Listener, listener

log = logging.getLogger(__name__)


class Office(Protocol):
    """What is needed of the host."""

    config: Config
    reopen: Callable[[bool], None]

    @property
    def port(self) -> int: ...
    @property
    def setup_url(self) -> str | None: ...


class Receiving:
    """`begin`, `withdraw` and `state` are called on the hub, the rest by the thread that starts the host."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._receiver: Receiver | None = None
        self._listener: Listener | None = None
        self._progress = Progress()
        self._problem: BackupFailed | None = None
        self._from = ""

    @property
    def is_open(self) -> bool:
        """Whether an office is awaited, so that this one may not be set up."""
        return self._receiver is not None

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Before the host serves, until it has stopped. What has arrived before the program ended goes on waiting."""
        if self._office.setup_url is not None and self._new_receiver().has_arrived:
            try:
                self.begin()
            except Invalid as problem:
                log.error("The office that has arrived cannot be finished: %s", problem)
        try:
            yield
        finally:
            self.stop()

    def begin(self) -> None:
        """Waits for an office, unless it does so already: at another port when the usual one is in use.

        Raises Invalid when it cannot.
        """
        if self._receiver is not None:
            return
        self._listener = listener(self._office.config.host)
        self._progress, self._problem, self._from = Progress(), None, ""
        self._receiver = self._new_receiver()
        background.start("receiving", self._serve, self._receiver, self._listener)

    def withdraw(self) -> None:
        """Ends the waiting. Once an office has arrived it does nothing, because the other computer has stopped."""
        if self._receiver is not None and not self._receiver.has_arrived:
            self.stop()

    def stop(self) -> None:
        """Ends what is under way, because the host stops. What has arrived goes on waiting at the next start."""
        receiver, self._receiver = self._receiver, None
        if self._listener is not None:
            self._listener.sock.close()
        if receiver is not None:
            self._progress.cancel()
            receiver.cut()

    def state(self) -> dict[str, Any]:
        """Returns how it goes: names as in `POST /api/receive`."""
        receiver, progress = self._receiver, self._progress.state
        problem = receiver.problem if receiver is not None and not self._from else self._problem
        said: dict[str, Any] = {"waiting": receiver is not None}
        if problem is not None:
            said["problem"] = problem.shown()
        if receiver is not None and self._listener is not None:
            said |= {"code": receiver.code, "port": self._listener.port, "arrived": receiver.has_arrived}
            said["addresses"] = self._listener.addresses()
            if self._from:
                said["running"] = {"from": self._from, "done": progress.done}
        return said

    def _new_receiver(self) -> Receiver:
        config = self._office.config
        return Receiver(config.data, self._progress, self._office.port, folder_swap.decide, self._check)

    def _check(self) -> None:
        """Is called when the office has arrived. Somebody may have set this one up in the moment before the waiting."""
        if self._office.setup_url is None:
            raise BackupFailed("occupied", "other_computer_has_office")

    def _serve(self, receiver: Receiver, waiting: Listener) -> None:
        try:
            with waiting.sock, told("receive"):
                receiver.serve(waiting.sock, self._note_sender)
        except BackupFailed as problem:
            if self._receiver is receiver:
                self._receiver, self._problem = None, problem
                log.warning("No office was received: %s", problem)
            return
        log.info("An office was received. It is opened now.")
        self._office.reopen(False)

    def _note_sender(self, address: str) -> None:
        self._from = address
