"""Updates announcements, certificates and pages after the host's addresses, names, owner or secure mode change."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from chat_desktop.background import TaskQueue
from chat_desktop.errors import ChatError, StartError

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0  # time until a failed step is tried again


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of an update. Each may block, and uses the state of the host at the time when it is called."""

    replace_host_names: Callable[[], None]  # the host names that the server accepts
    announce: Callable[..., None]  # announces the office on the network (Visibility.announce)
    renew_certificates: Callable[[], None]
    tell_pages: Callable[[], None]  # sends pages the addresses of the office
    write_ready_file: Callable[[], bool]  # returns False when it could not be written
    owner_name: Callable[[], str]


class HostUpdates:
    """Runs the steps of updates in one queue.

    Changes take effect in their order, and a step that fails does not stop the others. Methods may be called from any
    thread. All except `stop` return at once.
    """

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._tasks = TaskQueue("host updates")

    def start(self, office_name: str, port: int) -> None:
        """Starts the queue and announces the office. The start does not wait for it, as people can join before."""
        self._tasks.start()
        self._announce_first(office_name, port)

    def stop(self) -> None:
        """Ends the queue and waits for the step that runs."""
        self._tasks.stop()

    def names_changed(self) -> None:
        """Applies a change of the host names of this computer."""
        self._tasks.submit("replace host names", self._steps.replace_host_names)
        self._follow_names()

    def addresses_changed(self) -> None:
        """Applies a change of the addresses of this computer."""
        # The announcement comes before certificates and files, because pages find the host at its new address by it.
        self._tasks.submit("replace host names", self._steps.replace_host_names)
        self._announce()
        self._follow_names()
        self._write_ready_file()

    def office_changed(self, name: str) -> None:
        """Applies a new name of the office."""
        self._announce(office_name=name)
        self._write_ready_file()

    def owner_changed(self, name: str) -> None:
        """Applies a new name of the owner."""
        self._announce(owner=name)

    def mode_changed(self) -> None:
        """Applies that secure mode was turned on or off."""
        self._tasks.submit("send pages the addresses", self._steps.tell_pages)
        self._write_ready_file()

    def _announce(self, **said: str) -> None:
        self._tasks.submit("announce the office", lambda: self._steps.announce(**said))

    def _follow_names(self) -> None:
        self._tasks.submit("renew certificates", self._steps.renew_certificates)
        self._tasks.submit("send pages the addresses", self._steps.tell_pages)

    def _write_ready_file(self, after_seconds: float = 0.0) -> None:
        def write() -> None:
            if not self._steps.write_ready_file():
                self._write_ready_file(RETRY_SECONDS)

        self._tasks.submit("write the ready file", write, after_seconds)

    def _announce_first(self, office_name: str, port: int, after_seconds: float = 0.0) -> None:
        def announce() -> None:
            try:
                owner = self._steps.owner_name()
            except (ChatError, TimeoutError) as problem:
                log.warning("The owner's name could not be read (%s). The announcement waits.", type(problem).__name__)
                self._announce_first(office_name, port, RETRY_SECONDS)
            except StartError:
                log.debug("The host is being stopped already")
            else:
                self._steps.announce(office_name=office_name, owner=owner, port=port)

        self._tasks.submit("announce the office first", announce, after_seconds)
